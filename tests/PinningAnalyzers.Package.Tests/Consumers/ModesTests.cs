using System;
using System.Collections.Generic;
using System.Linq;
using PinningAnalyzers.Package.Tests.Packing;
using Xunit;

namespace PinningAnalyzers.Package.Tests.Consumers;

/// <summary><c>PinningMode</c>, and what a user's own settings say against it.</summary>
[Collection(PackageCollection.Name)]
public sealed class ModesTests(PackedPackage package)
{
    [Fact]
    public void Modes_SetSeverities()
    {
        Consumer consumer = Library("modes");
        consumer.Rebuild().Succeeds().Reports(consumer.Announced("Clients.cs"));
        consumer.Rebuild("-p:PinningMode=default").Succeeds().Reports(consumer.Announced("Clients.cs"));
        consumer.Rebuild("-p:PinningMode=Enforce").Fails().Reports(consumer.Announced("Clients.cs", "error"));
        consumer.Rebuild("-p:PinningMode=Audit").Succeeds().Reports(consumer.Announced("Clients.cs"));
        consumer.Rebuild("-p:PinningMode=ValidationOnly").Succeeds().Reports(Only(consumer.Announced("Clients.cs"), "PIN2001"));
        consumer.Rebuild("-p:PinningMode=Off").Succeeds().Reports();
    }

    [Fact]
    public void UnknownMode_IsAnErrorThatNamesTheModes()
    {
        Library("unknown-mode").Build("-p:PinningMode=Strict").Fails()
            .Prints("error PINB001: PinningMode 'Strict' is not known")
            .Prints("Audit, Default, Enforce, Off, ValidationOnly");
    }

    [Fact]
    public void UsersOwnConfiguration_IsAboveTheMode()
    {
        Consumer consumer = Library("editorconfig");
        consumer.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.PIN1001.severity = none
            dotnet_diagnostic.PIN2001.severity = warning
            """);
        consumer.Rebuild("-p:PinningMode=Enforce").Fails()
            .Reports([.. Only(consumer.Announced("Clients.cs", "error"), "PIN1002"), .. Only(consumer.Announced("Clients.cs"), "PIN2001")]);

        consumer.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_analyzer_diagnostic.category-Security.severity = error
            """);
        consumer.Rebuild().Fails().Reports(consumer.Announced("Clients.cs", "error"));
    }

    private Consumer Library(string name) => package.Consumer(name)
        .Write("Library.csproj", Sources.Project("net10.0"))
        .Write("Clients.cs", Sources.Clients)
        .AddPackage();

    private static IEnumerable<string> Only(IEnumerable<string> findings, string id) => findings.Where(finding => finding.EndsWith(id, StringComparison.Ordinal));
}
