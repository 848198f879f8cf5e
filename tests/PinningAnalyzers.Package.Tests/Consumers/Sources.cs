namespace PinningAnalyzers.Package.Tests.Consumers;

/// <summary>The code that consumers are made of; comments at line ends announce what is to be reported there.</summary>
internal static class Sources
{
    /// <summary>Three findings, and the runtime library in use; C# 7.3.</summary>
    public const string Clients = /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        using CertificatePinning;

        namespace Consumed
        {
            public static class Clients
            {
                private static readonly PinValidator Validator = PinValidator.CreateBuilder()
                    .Pin("api.example.com", "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=")
                    .Build();

                public static HttpClient Plain()
                {
                    return new HttpClient(); // PIN1001
                }

                public static HttpClientHandler Bare()
                {
                    return new HttpClientHandler(); // PIN1002
                }

                public static HttpClientHandler Trusting()
                {
                    var handler = new HttpClientHandler();
                    handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => true; // PIN2001
                    return handler;
                }

                public static HttpClient Pinned()
                {
                    return new HttpClient(Validator.CreateHandler());
                }

                public static string Describe()
                {
                    return Validator.IsPinned("api.example.com") ? "pinned" : "not pinned";
                }
            }
        }
        """;

    /// <summary>Runs what <see cref="Clients"/> holds.</summary>
    public const string Program = /* lang=c#-test */ """
        using System;

        namespace Consumed
        {
            public static class Program
            {
                public static void Main()
                {
                    using (Clients.Pinned())
                    {
                        Console.WriteLine("api.example.com is " + Clients.Describe());
                    }
                }
            }
        }
        """;

    public const string ProgramOutput = "api.example.com is pinned";

    /// <summary>A project that states what it is, and nothing else.</summary>
    public static string Project(string framework, string properties = "", string items = "", string sdk = "Microsoft.NET.Sdk") => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <TargetFramework>{framework}</TargetFramework>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;
}
