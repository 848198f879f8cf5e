using CertificatePinning;

namespace PinnedClient;

/// <summary>The server keys that this application trusts.</summary>
internal static class Pins
{
    // The keys of the two roots of Let's Encrypt, ISRG Root X1 and X2: each is the other's backup.
    public static PinValidator Validator { get; } = PinValidator.CreateBuilder()
        .Pin("letsencrypt.org",
            "sha256/C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=",
            "sha256/diGVwiVYbubAI3RW4hB9xU8e/CH2GnkuvVFZE8zmgzI=")
        .OnFailure(result => Console.Error.WriteLine(result))
        .RejectUnpinnedHosts()
        .Build();
}
