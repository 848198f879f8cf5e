using System;
using System.IO;
using PinningAnalyzers.Package.Tests.Consumers;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>The README, followed word by word with the sample, and the picture in it.</summary>
[Collection(PackageCollection.Name)]
public sealed class ReadmeTests(PackedPackage package)
{
    private const string Page = "README.md";

    private const string Add = "dotnet add package PinningAnalyzers";
    private const string Build = "dotnet build";
    private const string Fix = "dotnet format analyzers";
    private const string Enforce = "dotnet build -p:PinningMode=Enforce";

    private const string LastCalls = "        .RejectUnpinnedHosts()\n";

    /// <summary>What needs the repository and not the package: <c>.ci/run</c> and the sample itself.</summary>
    private static readonly string[] InTheRepository = ["dotnet build samples/UnpinnedClient", "dotnet test"];

    [Fact]
    public void EveryCommand_IsRunHere()
    {
        Assert.Equal([Add, Build, Fix, Enforce, .. InTheRepository], DocumentedBlock.Commands(Page));
    }

    [Fact]
    public void Start_LeadsFromWarningsToAPinnedProgram()
    {
        Consumer consumer = package.Consumer("readme")
            .Write("UnpinnedClient.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>"));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(BuildFacts.RepositoryRoot, "samples", "UnpinnedClient"), "*.cs"))
        {
            consumer.Write(Path.GetFileName(file), File.ReadAllText(file).ReplaceLineEndings("\n"));
        }

        string before = consumer.Read("Clients.cs");
        Run(consumer, $"{Add} --version {package.Version}").Succeeds();
        CommandResult build = Run(consumer, Build).Succeeds();
        Run(consumer, Fix).Succeeds();
        string after = consumer.Read("Clients.cs").ReplaceLineEndings("\n");
        consumer.Write("Pins.cs", consumer.Read("Pins.cs").ReplaceLineEndings("\n").Replace(LastCalls, PinCall() + LastCalls, StringComparison.Ordinal));
        Run(consumer, Enforce).Succeeds().Reports();

        var picture = new WarningsPicture();
        picture.Command(Build);
        picture.Findings(build, "PIN1001", "PIN2001", "PIN2002", "PIN2004");
        picture.Command($"{Fix} && git diff -U0");
        picture.Changes(before, after);
        GeneratedFile.AssertIs("docs/images/warnings.svg", picture.ToString());
    }

    /// <summary>What the README's code has beyond what the fix writes.</summary>
    private static string PinCall()
    {
        string code = DocumentedBlock.Single(Page, "csharp");
        int start = code.IndexOf("        .Pin(", StringComparison.Ordinal);
        return code[start..code.IndexOf(LastCalls, StringComparison.Ordinal)];
    }

    private static CommandResult Run(Consumer consumer, string command) => consumer.Dotnet(command.Split(' ')[1..]);
}
