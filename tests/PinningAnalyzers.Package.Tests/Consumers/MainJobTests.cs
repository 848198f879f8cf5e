using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using PinningAnalyzers.Package.Tests.Packing;
using PinningAnalyzers.Package.Tests.Tls;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Consumers;

/// <summary>From <c>dotnet add package</c> to a program that talks to the pinned server and to no other.</summary>
[Collection(PackageCollection.Name)]
public sealed class MainJobTests(PackedPackage package)
{
    private const string Program = /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        public static class Program
        {
            public static async Task Main(string[] args)
            {
                var address = new Uri(args[0]);
                await Get("plain", new HttpClient(), address); // PIN1001
                await Get("handler", new HttpClient(new HttpClientHandler()), address); // PIN1002

                var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }; // PIN1002
                await Get("sockets", new HttpClient(handler), address);

                var trusting = new HttpClientHandler();
                trusting.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => true; // PIN2001
                await Get("trusting", new HttpClient(trusting), address);
            }

            private static async Task Get(string name, HttpClient client, Uri address)
            {
                using (client)
                {
                    try
                    {
                        Console.WriteLine(name + ": " + await client.GetStringAsync(address));
                    }
                    catch (HttpRequestException)
                    {
                        Console.WriteLine(name + ": rejected");
                    }
                }
            }
        }
        """;

    private static readonly string[] Clients = ["plain", "handler", "sockets", "trusting"];

    [Fact]
    public async Task UnpinnedProgram_IsReportedFixedAndPinned()
    {
        Consumer consumer = package.Consumer("main-job")
            .Write("App.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType>"))
            .Write("Program.cs", Program)
            .AddPackage();
        consumer.Build().Succeeds().Reports(consumer.Announced("Program.cs"));

        consumer.Dotnet("format", "analyzers").Succeeds();
        CommandResult afterwards = consumer.Rebuild().Succeeds();
        Assert.True(afterwards.Findings.All(finding => finding.StartsWith("Pins.cs", StringComparison.Ordinal)), afterwards.Output);

        // The roots that a program trusts can be set from outside on Linux only.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var authority = new TestAuthority();
        consumer.TrustOnly(authority);
        using X509Certificate2 certificate = authority.Issue();
        using X509Certificate2 backup = authority.Issue();
        using X509Certificate2 other = authority.Issue();
        await using var server = new TestServer(certificate);
        await using var impostor = new TestServer(other);

        // As the fix leaves it, every server is rejected, and the failure says which pin the server has.
        EditPins(consumer, ".OnFailure(result => System.Console.WriteLine(result))");
        consumer.Rebuild().Succeeds();
        Run(consumer, server, "rejected").Prints(TestAuthority.PinOf(certificate));

        EditPins(consumer, $".Pin(\"localhost\", \"{TestAuthority.PinOf(certificate)}\", \"{TestAuthority.PinOf(backup)}\")");

        // As in a fresh clone: what the fix left in the project file has to build there as well.
        Directory.Delete(Path.Combine(consumer.Folder, "obj"), recursive: true);
        consumer.Rebuild().Succeeds().Reports();
        Run(consumer, server, "hello");
        Run(consumer, impostor, "rejected").Prints(TestAuthority.PinOf(other));
    }

    private static void EditPins(Consumer consumer, string call)
    {
        const string start = "PinValidator.CreateBuilder()";
        string pins = consumer.Read("Pins.cs");
        Assert.Contains(start, pins, StringComparison.Ordinal);
        consumer.Write("Pins.cs", pins.Replace(start, $"{start}\n        {call}", StringComparison.Ordinal));
    }

    private static CommandResult Run(Consumer consumer, TestServer server, string outcome)
    {
        CommandResult run = consumer.Dotnet("bin/Debug/net10.0/App.dll", server.Address).Succeeds();
        foreach (string client in Clients)
        {
            run.Prints($"{client}: {outcome}");
        }

        return run;
    }
}
