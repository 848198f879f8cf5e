using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Consumers;

/// <summary>Which projects get the rules, and which the library alone.</summary>
[Collection(PackageCollection.Name)]
public sealed class ReachTests(PackedPackage package)
{
    private const string Downstream = /* lang=c#-test */ """
        using System;

        namespace Consumed
        {
            public static class Program
            {
                public static void Main()
                {
                    using (new System.Net.Http.HttpClient()) // PIN1001
                    {
                        Console.WriteLine("api.example.com is " + Clients.Describe());
                    }
                }
            }
        }
        """;

    private const string TestClass = /* lang=c#-test */ """
        namespace Consumed.Tests
        {
            public static class ClientTests
            {
                public static System.Net.Http.HttpClient Create() => new System.Net.Http.HttpClient();
            }
        }
        """;

    [Fact]
    public void Solution_RulesRunWhereThePackageIsReferenced()
    {
        Consumer consumer = Solution("solution")
            .Write("Tests/Tests.csproj", Sources.Project("net10.0", items: $"""
                <ProjectReference Include="../Library/Library.csproj" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{BuildFacts.TestSdkVersion}" />
                """))
            .Write("Tests/ClientTests.cs", TestClass)
            .AddPackage("Library")
            .AddPackage("Tests");
        consumer.Build("App").Succeeds().Reports(consumer.Announced("Library/Clients.cs"));
        consumer.Dotnet("run", "--no-build", "--project", "App").Succeeds().Prints(Sources.ProgramOutput);
        consumer.Build("Tests", "--no-dependencies").Succeeds().Reports();
        consumer.Rebuild("App", "--no-dependencies", "-p:PinningTransitive=true").Succeeds().Reports(consumer.Announced("App/Program.cs"));
    }

    [Fact]
    public void DirectoryBuildProps_IsADirectReference()
    {
        Consumer consumer = Solution("directory-build-props");
        consumer.Write("Directory.Build.props", $"""
            <Project>
              <ItemGroup>
                <PackageReference Include="PinningAnalyzers" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        consumer.Build("App").Succeeds().Reports([.. consumer.Announced("App/Program.cs"), .. consumer.Announced("Library/Clients.cs")]);
    }

    [Fact]
    public void CentralPackageManagement()
    {
        Consumer consumer = Solution("central")
            .Write("Directory.Packages.props", """
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                  </PropertyGroup>
                </Project>
                """)
            .AddPackage("Library");
        consumer.Build("App").Succeeds().Reports(consumer.Announced("Library/Clients.cs"));
        consumer.Dotnet("run", "--no-build", "--project", "App").Succeeds().Prints(Sources.ProgramOutput);
    }

    [Fact]
    public void GlobalPackageReference_BringsRulesAndLibraryEverywhere()
    {
        Consumer consumer = Solution("global");
        consumer.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
              <ItemGroup>
                <GlobalPackageReference Include="PinningAnalyzers" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        consumer.Build("App").Succeeds().Reports([.. consumer.Announced("App/Program.cs"), .. consumer.Announced("Library/Clients.cs")]);
        consumer.Dotnet("run", "--no-build", "--project", "App").Succeeds().Prints(Sources.ProgramOutput);
    }

    [Fact]
    public void PrivateAssets_ProgramBehindALibraryStillRuns()
    {
        Consumer consumer = Solution("private");
        consumer.Write("Library/Library.csproj", Sources.Project("net10.0", items: $"""<PackageReference Include="PinningAnalyzers" Version="{package.Version}" PrivateAssets="all" />"""));
        consumer.Build("App").Succeeds().Reports(consumer.Announced("Library/Clients.cs"));
        consumer.Dotnet("run", "--no-build", "--project", "App").Succeeds().Prints(Sources.ProgramOutput);
        consumer.Dotnet("publish", "App", "--output", "published").Succeeds();
        consumer.Dotnet("published/App.dll").Succeeds().Prints(Sources.ProgramOutput);
    }

    [Fact]
    public void PrivateAssets_PackingSaysWhatWillHappen()
    {
        Consumer consumer = package.Consumer("private-pack")
            .Write("Library.csproj", Sources.Project("net10.0", items: $"""<PackageReference Include="PinningAnalyzers" Version="{package.Version}" PrivateAssets="all" />"""))
            .Write("Clients.cs", Sources.Clients);
        consumer.Dotnet("pack").Succeeds().Prints("warning PINB002: Library.dll uses CertificatePinning.dll");

        consumer.Write("Clients.cs", TestClass);
        consumer.Dotnet("pack").Succeeds().DoesNotPrint("PINB002");

        consumer.Write("Clients.cs", Sources.Clients);
        consumer.Write("Library.csproj", Sources.Project("net10.0", items: $"""<PackageReference Include="PinningAnalyzers" Version="{package.Version}" />"""));
        consumer.Dotnet("pack").Succeeds().DoesNotPrint("PINB002");
    }

    private Consumer Solution(string name) => package.Consumer(name)
        .Write("Library/Library.csproj", Sources.Project("net10.0"))
        .Write("Library/Clients.cs", Sources.Clients)
        .Write("App/App.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../Library/Library.csproj" />"""))
        .Write("App/Program.cs", Downstream);
}
