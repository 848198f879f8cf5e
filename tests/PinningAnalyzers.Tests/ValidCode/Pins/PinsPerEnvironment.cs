using CertificatePinning;

namespace Shop.Http;

/// <summary>One host, other pins in every environment: no pattern is said twice on any path.</summary>
public static class PinsPerEnvironment
{
    private const string Host = "api.example.com";

    private static readonly string[] Production =
    {
        "sha256/jQJTbIh0grw0/1TkHSumWb+Fs0Ggogr621gT3PvPKG0=",
        "sha256/C5+lpZ7tcVwmwQIMcRtPbsQtWLABXhQzejna0wHFr8M=",
    };

    private static readonly string[] Staging =
    {
        "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=",
        "cert-sha256//nQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=",
    };

    public static PinValidator Create(string environment)
    {
        var builder = PinValidator.CreateBuilder();
        switch (environment)
        {
            case "Production":
                builder.Pin(Host, Production);
                break;
            case "Staging":
                builder.Pin(Host, Staging);
                break;
            default:
                builder.Exclude(Host);
                break;
        }

        if (environment == "Production")
        {
            builder.Pin("**.cdn.example.com", Production);
            return builder.RejectUnpinnedHosts().Build();
        }

        builder.Pin("**.cdn.example.com", new PinPolicy { ReportOnly = environment != "Staging" }, Staging);
        return builder.Build();
    }
}
