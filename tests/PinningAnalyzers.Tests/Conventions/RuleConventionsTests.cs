using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>What holds for every rule and every fix.</summary>
public sealed partial class RuleConventionsTests
{
    private static readonly string[] Identifiers =
    [
        .. typeof(RuleIdentifiers)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field is { IsLiteral: true } && field.Name != nameof(RuleIdentifiers.Category))
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void EveryIdentifier_IsARuleAndUniqueAndWellFormed()
    {
        Assert.Equal(Identifiers.Order(StringComparer.Ordinal), AllRules.Descriptors.Select(rule => rule.Id));
        Assert.Distinct(Identifiers);
        Assert.All(Identifiers, id => Assert.Matches(IdentifierPattern(), id));
    }

    [Fact]
    public void EveryRule_BelongsToOneAnalyzer()
    {
        Assert.Distinct(AllRules.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics.Select(rule => rule.Id).Distinct()));
    }

    [Fact]
    public void EveryAnalyzer_IsSealedPublicAndWithoutState()
    {
        Assert.All(AllRules.Analyzers, analyzer =>
        {
            Type type = analyzer.GetType();
            Assert.True(type is { IsSealed: true, IsPublic: true }, $"{type.Name} is not public and sealed.");
            Assert.True(type.IsSubclassOf(typeof(PinningDiagnosticAnalyzer)), $"{type.Name} does not have the frame of a rule.");
            Assert.EndsWith("Analyzer", type.Name, StringComparison.Ordinal);
            Assert.All(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), field => Assert.Contains(nameof(DiagnosticAnalyzer.SupportedDiagnostics), field.Name, StringComparison.Ordinal));
            Assert.Equal([LanguageNames.CSharp], type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()!.Languages);
        });
    }

    [Fact]
    public void EveryRule_SaysWhatIsWrongAndWhere()
    {
        Assert.All(AllRules.Descriptors, rule =>
        {
            Assert.Equal($"{Repository.Url}/blob/main/{RulePage.FileOf(rule.Id)}", rule.HelpLinkUri);
            Assert.Equal(RuleIdentifiers.Category, rule.Category);
            Assert.True(rule.IsEnabledByDefault);
            Assert.True(rule.DefaultSeverity is DiagnosticSeverity.Warning or DiagnosticSeverity.Info, $"{rule.Id} is an error by default.");
            Assert.DoesNotMatch(@"[.;:]$", rule.Title.ToString());
            Assert.DoesNotMatch(@"\.$", rule.MessageFormat.ToString());
            Assert.EndsWith(".", rule.Description.ToString(), StringComparison.Ordinal);
            Assert.NotEqual(rule.Title.ToString(), rule.MessageFormat.ToString());
        });
    }

    [Fact]
    public void EveryFix_IsExportedAndFixesAll()
    {
        Assert.All(AllRules.Fixes, fix =>
        {
            Type type = fix.GetType();
            ExportCodeFixProviderAttribute? export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
            Assert.True(export is not null, $"{type.Name} is not exported.");
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.Equal(type.Name, export.Name);
            Assert.True(type is { IsSealed: true, IsPublic: true }, $"{type.Name} is not public and sealed.");
            Assert.NotNull(fix.GetFixAllProvider());
            Assert.NotEmpty(fix.FixableDiagnosticIds);
            Assert.All(fix.FixableDiagnosticIds, id => Assert.Contains(id, Identifiers));
        });
    }

    [Fact]
    public void EveryFix_HasConstantKeysOfItsOwn()
    {
        IEnumerable<string> keys = AllRules.Fixes.SelectMany(fix => fix.GetType()
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name.EndsWith("Key", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!));
        Assert.Distinct(keys);
        Assert.All(AllRules.Fixes, fix => Assert.Contains(keys, key => key.StartsWith(fix.GetType().Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void ReleaseTracking_ListsEveryRule()
    {
        IEnumerable<string> listed = new[] { "Shipped", "Unshipped" }
            .SelectMany(file => Repository.Read($"src/PinningAnalyzers/AnalyzerReleases.{file}.md").Split('\n'))
            .Where(line => line.StartsWith("PIN", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(AllRules.Descriptors.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), listed);
    }

    [GeneratedRegex(@"^PIN[0-9]{4}$")]
    private static partial Regex IdentifierPattern();
}
