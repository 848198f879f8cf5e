using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using PinningAnalyzers.Package.Tests.Consumers;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Documentation;

/// <summary>Every command of <c>docs/ci.md</c>, run on an old code base on its way to being pinned.</summary>
[Collection(PackageCollection.Name)]
public sealed class ContinuousIntegrationTests(PackedPackage package)
{
    private const string Build = "dotnet build --no-incremental";
    private const string Enforce = "dotnet build --no-incremental -p:PinningMode=Enforce";
    private const string EnforceWithLog = "dotnet build --no-incremental -p:PinningMode=Enforce -p:ErrorLog=pinning.sarif%2Cversion=2.1";
    private const string Log = "dotnet build --no-incremental -p:ErrorLog=pinning.sarif%2Cversion=2.1";
    private const string Fix = "dotnet format analyzers --diagnostics PIN1001 PIN1002 PIN1003 PIN1004 PIN2001 PIN2002 PIN2003 PIN2004 PIN2005 PIN2006";
    private const string Verify = "dotnet format analyzers --verify-no-changes --diagnostics PIN1001 PIN1002 PIN2001";

    private const string Suppressed = /* lang=c#-test */ """
        using System.Diagnostics.CodeAnalysis;
        using System.Net.Http;

        public static class Gateway
        {
            [SuppressMessage("Security", "PIN1001", Justification = "The gateway pins.")]
            public static HttpClient Create() => new HttpClient();
        }
        """;

    [Fact]
    public void EveryCommand_IsOneOfThese()
    {
        string[] known = [Build, Enforce, EnforceWithLog, Log, Fix, Verify];
        Assert.Equal(known.Order(StringComparer.Ordinal), DocumentedCommands.In("docs/ci.md").Where(command => command.StartsWith("dotnet", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OldCodeBase_IsAdoptedStepByStep()
    {
        Consumer consumer = package.Consumer("ci")
            .Write("Library.csproj", Sources.Project("net10.0"))
            .Write("Clients.cs", Sources.Clients)
            .Write("Gateway.cs", Suppressed)
            .AddPackage();

        Run(consumer, Build).Succeeds().Reports(consumer.Announced("Clients.cs"));
        Run(consumer, Enforce).Fails().Reports(consumer.Announced("Clients.cs", "error"));
        Run(consumer, Log).Succeeds();
        JsonElement[] results = Results(consumer);
        Assert.Equal(["The gateway pins."], results.SelectMany(Justifications));
        if (Jq is { } jq)
        {
            string query = DocumentedCommands.In("docs/ci.md").Single(command => command.StartsWith("jq", StringComparison.Ordinal));
            CommandLine.Run(consumer.Folder, consumer.Environment, jq, "-r", query.Split('\'')[1], "pinning.sarif").Succeeds().Prints("The gateway pins.");
        }

        File.Delete(Path.Combine(consumer.Folder, "pinning.sarif"));

        Run(consumer, EnforceWithLog).Fails();
        Assert.Contains(Results(consumer), result => result.GetProperty("level").GetString() == "error");

        Run(consumer, Verify).Fails();
        Run(consumer, Fix).Succeeds();
        Run(consumer, Verify).Succeeds();
        Run(consumer, Enforce).Succeeds().Reports();
    }

    /// <summary>Not every machine has it; what it reads is checked above all the same.</summary>
    private static string? Jq => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "jq"))
        .FirstOrDefault(File.Exists);

    private static CommandResult Run(Consumer consumer, string command) => consumer.Dotnet(command.Split(' ')[1..]);

    private static JsonElement[] Results(Consumer consumer)
    {
        using JsonDocument log = JsonDocument.Parse(consumer.Read("pinning.sarif"));
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
