using System;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>The configuration that each <c>PinningMode</c> ships.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void Default_StatesNothing() => AssertMode(
        "Default",
        "The rules at their own severities. Nothing is stated here, so that a severity for the whole category in .editorconfig still counts.",
        _ => null);

    [Fact]
    public void Enforce_MakesWarningsErrors() => AssertMode(
        "Enforce",
        "Every rule that warns is an error.",
        rule => rule.DefaultSeverity == DiagnosticSeverity.Warning ? "error" : null);

    [Fact]
    public void Audit_MakesInformationWarnings() => AssertMode(
        "Audit",
        "Rules that only inform are warnings too.",
        rule => rule.DefaultSeverity == DiagnosticSeverity.Info ? "warning" : null);

    [Fact]
    public void ValidationOnly_AsksForNoPins() => AssertMode(
        "ValidationOnly",
        "No client has to be pinned, but a callback that breaks validation is still reported.",
        rule => rule.Id.StartsWith("PIN1", StringComparison.Ordinal) || rule.Id == RuleIdentifiers.CallbackDoesNotPin ? "none" : null);

    [Fact]
    public void Off_TurnsEveryRuleOff() => AssertMode("Off", "No rule runs.", _ => "none");

    private static void AssertMode(string mode, string description, Func<DiagnosticDescriptor, string?> severity)
    {
        var text = new StringBuilder($"""
            # PinningMode {mode}: {description}
            # Generated from the rules; the conventions test writes it anew.
            is_global = true
            global_level = -99

            """);
        foreach (DiagnosticDescriptor rule in AllRules.Descriptors.Where(rule => severity(rule) is not null))
        {
            text.Append($"\n# {rule.Title}\ndotnet_diagnostic.{rule.Id}.severity = {severity(rule)}\n");
        }

        Repository.AssertGenerated($"src/CertificatePinning/configuration/{mode}.globalconfig", text.ToString().ReplaceLineEndings("\n"));
    }
}
