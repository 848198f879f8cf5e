using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using PinningAnalyzers.Package.Tests.Consumers;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;
using YamlDotNet.Serialization;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>Every command and every file of <c>docs/ci.md</c>, on an old code base on its way to being pinned.</summary>
[Collection(PackageCollection.Name)]
public sealed class ContinuousIntegrationTests(PackedPackage package)
{
    private const string Page = "docs/ci.md";

    private const string Build = "dotnet build --no-incremental";
    private const string Enforce = "dotnet build --no-incremental -p:PinningMode=Enforce";
    private const string EnforceValidation = "dotnet build --no-incremental -warnaserror:PIN2001,PIN2002,PIN2004,PIN2005";
    private const string Log = "dotnet build --no-incremental -p:ErrorLog=pinning.sarif%2Cversion=2.1";
    private const string Fix = "dotnet format analyzers --diagnostics PIN1001 PIN1002 PIN1003 PIN1004 PIN2001 PIN2002 PIN2003 PIN2004 PIN2005 PIN2006";
    private const string Verify = "dotnet format analyzers --verify-no-changes --diagnostics PIN1001 PIN1002 PIN2001";

    private static readonly string Gather = Shell("> findings.sarif");
    private static readonly string Count = Shell("uniq -c");
    private static readonly string Audit = Shell(".suppressions[0].justification");
    private static readonly string FindExemptions = Shell("grep -rnE");

    [Fact]
    public void EveryCommand_IsRunHere()
    {
        string[] known = [Build, Enforce, EnforceValidation, Log, Fix, Verify, Gather, Count, Audit, FindExemptions];
        Assert.Equal(known.Order(StringComparer.Ordinal), DocumentedBlock.Commands(Page).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Pipelines_AreWellFormedAndRunTheseCommands()
    {
        var yaml = new DeserializerBuilder().Build();
        Dictionary<string, object>[] pipelines =
        [
            .. DocumentedBlock.In(Page).Where(block => block.Language == "yaml").Select(block => yaml.Deserialize<Dictionary<string, object>>(block.Text)),
        ];
        Assert.Equal(2, pipelines.Length);
        Assert.Equal(["name", "on", "permissions", "jobs"], pipelines[0].Keys);
        Assert.Equal(["trigger", "pool", "steps"], pipelines[1].Keys);
        var job = (Dictionary<object, object>)((Dictionary<object, object>)pipelines[0]["jobs"])["pinning"];
        Assert.Equal([Enforce, Gather], Steps(job["steps"], "run", "uses"));
        Assert.Equal([Enforce, Gather], Steps(pipelines[1]["steps"], "script", "task"));
    }

    [Fact]
    public void OldCodeBase_IsAdoptedStepByStep()
    {
        Consumer consumer = package.Consumer("ci")
            .Write("Library.csproj", Sources.Project("net10.0"))
            .Write("Clients.cs", Sources.Clients)
            .Write("Webhooks.cs", DocumentedBlock.Single(Page, "csharp"))
            .AddPackage();
        string[] findings = [.. consumer.Announced("Clients.cs")];

        Run(consumer, Build).Succeeds().Reports(findings);
        Run(consumer, EnforceValidation).Fails().Reports(findings.Select(finding => finding.Replace("warning PIN2", "error PIN2", StringComparison.Ordinal)));
        Run(consumer, Enforce).Fails().Reports(consumer.Announced("Clients.cs", "error"));
        Run(consumer, Verify).Fails();
        Run(consumer, Fix).Succeeds();
        Run(consumer, Verify).Succeeds();
        Run(consumer, Enforce).Succeeds().Reports();
    }

    [Fact]
    public void Logs_OfAllProjectsAndFrameworksAreGatheredAndAudited()
    {
        Consumer consumer = package.Consumer("logs")
            .Write("Directory.Build.targets", DocumentedBlock.Single(Page, "xml"))
            .Write("findings.jq", DocumentedBlock.Single(Page, "jq"))
            .Write("legacy/.editorconfig", DocumentedBlock.Single(Page, "ini"))
            .Write("Library/Library.csproj", Sources.Project("net10.0", "<TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>").Replace("<TargetFramework>net10.0</TargetFramework>", ""))
            .Write("Library/Clients.cs", Sources.Clients)
            .Write("Library/Webhooks.cs", DocumentedBlock.Single(Page, "csharp"))
            .Write("App/App.csproj", Sources.Project("net10.0", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../Library/Library.csproj" />"""))
            .Write("App/Program.cs", Sources.Program)
            .AddPackage("Library")
            .AddPackage("App");
        consumer.Dotnet("new", "sln", "--name", "Old").Succeeds();
        consumer.Dotnet("sln", "add", "Library", "App").Succeeds();

        Run(consumer, Build).Succeeds().Reports(consumer.Announced("Library/Clients.cs"));
        string[] logs = ["Library/obj/Debug/net10.0/pinning.sarif", "Library/obj/Debug/netstandard2.0/pinning.sarif"];
        Assert.All(logs, log => Assert.Equal(["Calls addresses that customers enter; their keys cannot be known."], Results(consumer, log).SelectMany(Justifications)));
        Assert.Empty(Results(consumer, "App/obj/Debug/net10.0/pinning.sarif"));
        if (HasJq)
        {
            InShell(consumer, Gather).Succeeds();
            Assert.Equal(["PIN1001", "PIN1002", "PIN2001"], Results(consumer, "findings.sarif").Select(result => result.GetProperty("ruleId").GetString()).Order(StringComparer.Ordinal));
            InShell(consumer, Count).Succeeds().Prints("1 PIN1001").Prints("1 PIN1002").Prints("1 PIN2001");
            InShell(consumer, Audit).Succeeds().Prints("Webhooks.cs\t7\tCalls addresses that customers enter; their keys cannot be known.");
            InShell(consumer, FindExemptions).Succeeds().Prints("legacy/.editorconfig:2:dotnet_diagnostic.PIN1001.severity = none");
        }
    }

    [Fact]
    public void LogOnTheCommandLine_NeedsTheCommaEscaped()
    {
        Consumer consumer = package.Consumer("log")
            .Write("Library.csproj", Sources.Project("net10.0"))
            .Write("Clients.cs", Sources.Clients)
            .AddPackage();
        Run(consumer, Log).Succeeds();
        Assert.Equal("2.1.0", VersionOf(consumer, "pinning.sarif"));
        Run(consumer, Log.Replace("%2C", ",", StringComparison.Ordinal)).Succeeds();
        Assert.Equal("1.0.0", VersionOf(consumer, "pinning.sarif"));
    }

    private static string Shell(string part) => DocumentedBlock.Commands(Page).Single(command => command.Contains(part, StringComparison.Ordinal));

    /// <summary>The commands of a pipeline; every other step names what it uses.</summary>
    private static string[] Steps(object steps, string command, string other)
    {
        Dictionary<object, object>[] all = [.. ((List<object>)steps).Cast<Dictionary<object, object>>()];
        Assert.All(all, step => Assert.True(step.ContainsKey(command) ^ step.ContainsKey(other)));
        return [.. all.Where(step => step.ContainsKey(command)).Select(step => (string)step[command])];
    }

    /// <summary>Not every machine has it.</summary>
    private static bool HasJq { get; } = !OperatingSystem.IsWindows() && CommandLine.Find("jq") is not null;

    private static CommandResult Run(Consumer consumer, string command) => consumer.Dotnet(command.Split(' ')[1..]);

    private static CommandResult InShell(Consumer consumer, string command) => CommandLine.Run(consumer.Folder, consumer.Environment, "bash", "-c", command);

    private static string VersionOf(Consumer consumer, string file)
    {
        using JsonDocument log = JsonDocument.Parse(consumer.Read(file));
        return log.RootElement.GetProperty("version").GetString()!;
    }

    private static JsonElement[] Results(Consumer consumer, string file)
    {
        using JsonDocument log = JsonDocument.Parse(consumer.Read(file));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(result => result.GetProperty("ruleId").GetString()!.StartsWith("PIN", StringComparison.Ordinal))
                .Select(result => result.Clone()),
        ];
    }

    private static IEnumerable<string> Justifications(JsonElement result) => result.TryGetProperty("suppressions", out JsonElement suppressions)
        ? suppressions.EnumerateArray().Select(suppression => suppression.GetProperty("justification").GetString()!)
        : [];
}
