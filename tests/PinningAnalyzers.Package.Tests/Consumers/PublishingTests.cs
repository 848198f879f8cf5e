using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using PinningAnalyzers.Package.Tests.Packing;
using PinningAnalyzers.Package.Tests.Tls;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Consumers;

/// <summary>Programs that are cut down when they are published: no warning on the way, and the pins still hold.</summary>
[Collection(PackageCollection.Name)]
public sealed class PublishingTests(PackedPackage package)
{
    private const string Program = /* lang=c#-test */ """
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using CertificatePinning;

        public static class Program
        {
            public static async Task Main(string[] args)
            {
                PinValidator validator = PinValidator.CreateBuilder().Pin("localhost", args[0]).ThrowOnFailure().Build();
                using (var client = new HttpClient(validator.CreateHandler()))
                {
                    foreach (string address in args[1..])
                    {
                        try
                        {
                            Console.WriteLine("answered: " + await client.GetStringAsync(address));
                        }
                        catch (HttpRequestException e)
                        {
                            Console.WriteLine("rejected: " + e.InnerException);
                        }
                    }
                }
            }
        }
        """;

    [Fact]
    public Task Trimmed() => PublishAndConnect("trimmed", "-p:PublishTrimmed=true", "--self-contained");

    [Fact]
    public async Task NativeAot()
    {
        // Native code needs a linker, which only a machine with a C compiler has; elsewhere the analysis alone has to do.
        string? compiler = CommandLine.Find("clang", "gcc");
        if (!OperatingSystem.IsLinux() || compiler is null)
        {
            Project("aot").Build("-p:IsAotCompatible=true").Succeeds();
            return;
        }

        await PublishAndConnect("aot", "-p:PublishAot=true", $"-p:CppCompilerAndLinker={compiler}");
    }

    private async Task PublishAndConnect(string name, params string[] options)
    {
        Consumer consumer = Project(name);
        consumer.Dotnet(["publish", "--use-current-runtime", "--output", "published", .. options]).Succeeds().Reports(consumer.Announced("Clients.cs"));

        // The roots that a program trusts can be set from outside on Linux only.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var authority = new TestAuthority();
        using X509Certificate2 certificate = authority.Issue();
        using X509Certificate2 other = authority.Issue();
        await using var server = new TestServer(certificate);
        await using var impostor = new TestServer(other);
        consumer.TrustOnly(authority);
        CommandLine
            .Run(consumer.Folder, consumer.Environment, Path.Combine(consumer.Folder, "published", "App"), TestAuthority.PinOf(certificate), server.Address, impostor.Address)
            .Succeeds()
            .Prints("answered: hello")
            .Prints("rejected: ")
            .Prints(TestAuthority.PinOf(other));
    }

    private Consumer Project(string name) => package.Consumer(name)
        .Write("App.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType>"))
        .Write("Clients.cs", Sources.Clients)
        .Write("Program.cs", Program)
        .AddPackage();
}
