using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>The README and the configuration page name every rule, option and mode.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Readme_ListsEveryRule()
    {
        var table = new StringBuilder("| rule | what it reports | severity | fix |\n|---|---|---|---|\n");
        foreach (DiagnosticDescriptor rule in AllRules.Descriptors)
        {
            string fix = RulePage.Read(rule.Id).Property("Code fix");
            table.Append($"| [{rule.Id}]({RulePage.FileOf(rule.Id)}) | {rule.Title} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {fix.ToLowerInvariant()} |\n");
        }

        Repository.AssertGenerated("README.md", table.ToString(), "rules");
    }

    [Fact]
    public void ConfigurationPage_NamesEveryOption()
    {
        string page = Repository.Read("docs/configuration.md");
        IEnumerable<string> keys = typeof(PinningOptions)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name.EndsWith("Key", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(keys, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void ConfigurationPage_StatesTheDefaults()
    {
        string page = Repository.Read("docs/configuration.md");
        Assert.Contains($"| `{PinningOptions.MinimumPinsKey}` | `{PinningOptions.DefaultMinimumPins}` |", page, StringComparison.Ordinal);
        Assert.Contains($"| `{PinningOptions.ExpiryWarningDaysKey}` | `{PinningOptions.DefaultExpiryWarningDays}` |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ConfigurationPage_NamesEveryMessageOfTheBuild()
    {
        string page = Repository.Read("docs/configuration.md");
        string[] codes =
        [
            .. XDocument.Load(Repository.PathOf("src/CertificatePinning/buildTransitive/PinningAnalyzers.targets"))
                .Descendants()
                .Where(element => element.Name.LocalName is "Error" or "Warning")
                .Select(element => element.Attribute("Code")!.Value),
        ];
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"| `{code}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void ConfigurationPage_NamesEveryMode()
    {
        string page = Repository.Read("docs/configuration.md");
        IEnumerable<string> modes = Directory.EnumerateFiles(Repository.PathOf("src/CertificatePinning/configuration"), "*.globalconfig").Select(file => Path.GetFileNameWithoutExtension(file));
        Assert.All(modes, mode => Assert.Contains($"`{mode}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void ConfigurationPage_NamesEveryPropertyOfTheBuild()
    {
        string page = Repository.Read("docs/configuration.md");
        IEnumerable<string> properties = XDocument.Load(Repository.PathOf("src/CertificatePinning/buildTransitive/PinningAnalyzers.targets"))
            .Descendants("PropertyGroup")
            .Elements()
            .Select(element => element.Name.LocalName)
            .Where(name => name.StartsWith("Pinning", StringComparison.Ordinal))
            .Append("PinningTransitive")
            .Distinct();
        Assert.All(properties, property => Assert.Contains($"`{property}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void OptionsOfTheBuild_AreHandedToTheCompiler()
    {
        IEnumerable<string> visible = XDocument.Load(Repository.PathOf("src/CertificatePinning/buildTransitive/PinningAnalyzers.props"))
            .Descendants("CompilerVisibleProperty")
            .Select(element => "build_property." + element.Attribute("Include")!.Value);
        IEnumerable<string> read = typeof(PinningOptions)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name.EndsWith("Property", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(read, property => Assert.Contains(property, visible));
    }

    [Fact]
    public void EveryOptionOfARule_IsExplainedOnItsPage()
    {
        foreach (DiagnosticDescriptor rule in AllRules.Descriptors)
        {
            RulePage page = RulePage.Read(rule.Id);
            foreach (string option in page.Property("Options").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(option => option.StartsWith('`')))
            {
                Assert.True(page.Section("Options").Contains(option, StringComparison.Ordinal), $"{rule.Id} does not explain {option}.");
            }
        }
    }
}
