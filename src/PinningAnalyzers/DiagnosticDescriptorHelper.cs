using Microsoft.CodeAnalysis;

namespace PinningAnalyzers;

/// <summary>The one way to make a descriptor.</summary>
/// <remarks>The name is forced: release tracking (RS2001) checks category and severity only behind a factory of exactly this name.</remarks>
internal static class DiagnosticDescriptorHelper
{
    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        bool isEnabledByDefault,
        string description)
    {
        return new DiagnosticDescriptor(
            id,
            title,
            messageFormat,
            category,
            defaultSeverity,
            isEnabledByDefault,
            description,
            RuleIdentifiers.HelpUri(id));
    }
}
