namespace PinningAnalyzers.Clients;

/// <summary>The keys of <c>Diagnostic.Properties</c> under which a finding on a client tells a fix what it needs.</summary>
internal static class ClientProperties
{
    /// <summary>The member that takes the callback, as a path from the object reported: <c>SslOptions.RemoteCertificateValidationCallback</c>.</summary>
    public const string Hook = "Hook";

    /// <summary>The full name of the client's type, as the catalogue of clients has it.</summary>
    public const string ClientType = "ClientType";
}
