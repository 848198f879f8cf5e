using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Consumers;

/// <summary>One project each: the same findings everywhere, and a runtime library that works.</summary>
[Collection(PackageCollection.Name)]
public sealed class FrameworksTests(PackedPackage package)
{
    [Fact]
    public void ConsoleProgram()
    {
        Consumer consumer = package.Consumer("console")
            .Write("App.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType>"))
            .Write("Clients.cs", Sources.Clients)
            .Write("Program.cs", Sources.Program)
            .AddPackage();
        consumer.Build().Succeeds().Reports(consumer.Announced("Clients.cs"));
        consumer.Dotnet("run", "--no-build").Succeeds().Prints(Sources.ProgramOutput);
    }

    [Fact]
    public void WebService()
    {
        Consumer consumer = package.Consumer("web")
            .Write("Service.csproj", Sources.Project("net10.0", "<ImplicitUsings>enable</ImplicitUsings>", sdk: "Microsoft.NET.Sdk.Web"))
            .Write("Program.cs", /* lang=c#-test */ """
                using CertificatePinning;

                var builder = WebApplication.CreateBuilder(args);
                PinValidator validator = PinValidator.CreateBuilder()
                    .Pin("api.example.com", "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=")
                    .Build();
                builder.Services.AddHttpClient("open"); // PIN1004
                builder.Services.AddHttpClient("pinned").ConfigurePrimaryHttpMessageHandler(validator.CreateHandler);
                using var app = builder.Build();
                using HttpClient client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("pinned");
                Console.WriteLine("api.example.com is " + (validator.IsPinned("api.example.com") ? "pinned" : "not pinned"));
                """)
            .AddPackage();
        consumer.Build().Succeeds().Reports(consumer.Announced("Program.cs"));
        consumer.Dotnet("run", "--no-build").Succeeds().Prints(Sources.ProgramOutput);
    }

    [Fact]
    public void NetFrameworkLibrary()
    {
        Consumer consumer = package.Consumer("net48")
            .Write("Library.csproj", Sources.Project("net48", items: """
                <PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies.net48" Version="1.0.3" PrivateAssets="all" />
                <Reference Include="System.Net.Http" />
                """))
            .Write("Clients.cs", Sources.Clients)
            .AddPackage();
        consumer.Build().Succeeds().Reports(consumer.Announced("Clients.cs"));
        Assert.True(System.IO.File.Exists(System.IO.Path.Combine(consumer.Folder, "bin/Debug/net48/CertificatePinning.dll")));
    }

    [Fact]
    public void NetStandardLibraryBehindAProgram()
    {
        Consumer consumer = package.Consumer("netstandard")
            .Write("Library/Library.csproj", Sources.Project("netstandard2.0"))
            .Write("Library/Clients.cs", Sources.Clients)
            .Write("App/App.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../Library/Library.csproj" />"""))
            .Write("App/Program.cs", Sources.Program)
            .AddPackage("Library");
        consumer.Build("App").Succeeds().Reports(consumer.Announced("Library/Clients.cs"));
        consumer.Dotnet("run", "--no-build", "--project", "App").Succeeds().Prints(Sources.ProgramOutput);
    }

    [Fact]
    public void OldLanguageVersion()
    {
        Consumer consumer = package.Consumer("csharp7")
            .Write("App.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType><LangVersion>7.3</LangVersion>"))
            .Write("Clients.cs", Sources.Clients)
            .Write("Program.cs", Sources.Program)
            .AddPackage();
        consumer.Build().Succeeds().Reports(consumer.Announced("Clients.cs"));
        consumer.Dotnet("run", "--no-build").Succeeds().Prints(Sources.ProgramOutput);
    }

    [Fact]
    public void WarningsAsErrors()
    {
        Consumer consumer = package.Consumer("warnings-as-errors")
            .Write("Library.csproj", Sources.Project("net10.0", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>"))
            .Write("Clients.cs", Sources.Clients)
            .AddPackage();
        consumer.Build().Fails().Reports(consumer.Announced("Clients.cs", "error"));
    }

    [Fact]
    public void MultiTargetedLibrary()
    {
        Consumer consumer = package.Consumer("multi")
            .Write("Library.csproj", Sources.Project("net10.0", "<TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>").Replace("<TargetFramework>net10.0</TargetFramework>", ""))
            .Write("Clients.cs", Sources.Clients)
            .AddPackage();
        consumer.Build().Succeeds().Reports(consumer.Announced("Clients.cs"));
    }

    [Fact]
    public void BlazorWebAssembly_IsExempt()
    {
        Consumer consumer = package.Consumer("browser")
            .Write("Library.csproj", Sources.Project("net10.0", "<UsingMicrosoftNETSdkBlazorWebAssembly>true</UsingMicrosoftNETSdkBlazorWebAssembly>"))
            .Write("Client.cs", /* lang=c#-test */ """
                public static class Client
                {
                    public static System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient();
                }
                """)
            .AddPackage();
        consumer.Build().Succeeds().Reports();
    }

    [Fact]
    public void OldestRuntime_AnalysedForTrimmingAndNativeAot()
    {
        Consumer consumer = package.Consumer("net8")
            .Write("App.csproj", Sources.Project("net8.0", "<OutputType>Exe</OutputType>"))
            .Write("Clients.cs", Sources.Clients)
            .Write("Program.cs", Sources.Program)
            .AddPackage();
        consumer.Build("-p:EnableTrimAnalyzer=true", "-p:EnableAotAnalyzer=true", "-p:EnableSingleFileAnalyzer=true").Succeeds().Reports(consumer.Announced("Clients.cs"));
    }
}
