using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.CodeFixes;

/// <summary>The file with a validator that a fix adds to a project without one.</summary>
internal sealed class ValidatorFile
{
    // The later names are for projects where something else is called Pins.
    private static readonly string[] TypeNames = ["Pins", "ServerPins", "CertificatePins", "TrustedServerKeys"];

    private ValidatorFile(string typeName, string? space, SourceText text)
    {
        TypeName = typeName;
        Namespace = space;
        Text = text;
    }

    public string TypeName { get; }

    /// <summary>The project's root namespace; null for the global one.</summary>
    public string? Namespace { get; }

    public SourceText Text { get; }

    public string FileName => TypeName + ".cs";

    public string MetadataName => Namespace is null ? TypeName : Namespace + "." + TypeName;

    /// <summary>Writes the file in the style of <paramref name="like"/>, the document whose fix needs it.</summary>
    public static ValidatorFile Create(Project project, Compilation compilation, SyntaxTree like)
    {
        string? space = RootNamespace(project);
        string typeName = FreeName(project, compilation);
        SourceStyle style = SourceStyle.Of(like, project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(like));

        // A type of the same name in the project may be nearer than the one that is imported.
        bool isQualified = compilation.ContainsSymbolsWithName("PinValidator", SymbolFilter.Type);
        string text = Write(typeName, space, isQualified, style, ((CSharpParseOptions)project.ParseOptions!).LanguageVersion);
        return new ValidatorFile(typeName, space, SourceText.From(text, like.Encoding));
    }

    /// <summary>Adds the file to every build of the project: a multi-targeted one is several projects to the workspace.</summary>
    public Solution AddTo(Solution solution, ProjectId projectId)
    {
        Project project = solution.GetProject(projectId)!;
        string? path = project.FilePath is { } projectPath ? Path.Combine(Path.GetDirectoryName(projectPath)!, FileName) : null;
        foreach (ProjectId id in SameProject(solution, project))
        {
            if (!HasFile(solution.GetProject(id)!, FileName))
            {
                solution = solution.AddDocument(DocumentId.CreateNewId(id, FileName), FileName, Text, filePath: path);
            }
        }

        return solution;
    }

    private static IReadOnlyList<ProjectId> SameProject(Solution solution, Project project) =>
        project.FilePath is null
            ? [project.Id]
            : solution.Projects.Where(other => string.Equals(other.FilePath, project.FilePath, StringComparison.Ordinal)).Select(other => other.Id).ToList();

    private static string? RootNamespace(Project project)
    {
        string? name = project.DefaultNamespace;
        if (string.IsNullOrWhiteSpace(name)
            && !project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.RootNamespace", out name))
        {
            return null;
        }

        return string.IsNullOrWhiteSpace(name) ? null : string.Join(".", name!.Trim().Split('.').Select(Identifier));
    }

    private static string Identifier(string part)
    {
        var text = new StringBuilder(part.Length + 1);
        foreach (char character in part)
        {
            text.Append(SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_');
        }

        if (text.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(text[0]))
        {
            text.Insert(0, '_');
        }

        string identifier = text.ToString();
        return SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None ? identifier : "@" + identifier;
    }

    private static string FreeName(Project project, Compilation compilation)
    {
        for (int number = 0; ; number++)
        {
            string name = number < TypeNames.Length ? TypeNames[number] : TypeNames[0] + (number - TypeNames.Length + 2);
            if (!IsTaken(compilation, compilation.GlobalNamespace, name) && !HasFile(project, name + ".cs"))
            {
                return name;
            }
        }
    }

    /// <summary>Whether a type or namespace has the name, in whatever namespace: where that one is imported, the new type would hide it.</summary>
    private static bool IsTaken(Compilation compilation, INamespaceSymbol space, string name)
    {
        // The file that another project has of ours is internal there, and in nobody's way.
        if (space.GetMembers(name).Any(member => member is INamespaceSymbol || compilation.IsSymbolAccessibleWithin(member, compilation.Assembly)))
        {
            return true;
        }

        foreach (INamespaceSymbol inner in space.GetNamespaceMembers())
        {
            if (IsTaken(compilation, inner, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasFile(Project project, string name) =>
        project.Documents.Any(document => document.Folders.Count == 0 && string.Equals(document.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string Write(string typeName, string? space, bool isQualified, SourceStyle style, LanguageVersion version)
    {
        bool isBlock = space is not null && (style.PrefersBlockNamespaces || version < LanguageVersion.CSharp10);
        string validator = isQualified ? "global::" + MetadataNames.PinValidator : "PinValidator";
        List<string> lines = isQualified ? [] : ["using CertificatePinning;", string.Empty];
        if (space is not null)
        {
            lines.Add(isBlock ? "namespace " + space : "namespace " + space + ";");
            lines.Add(isBlock ? "{" : string.Empty);
        }

        string indent = isBlock ? style.Indent : string.Empty;
        lines.Add(indent + "/// <summary>The server keys that this application trusts.</summary>");
        lines.Add(indent + "internal static class " + typeName);
        lines.Add(indent + "{");
        lines.Add(indent + style.Indent + "public static " + validator + " Validator { get; } = " + validator + ".CreateBuilder()");
        lines.Add(indent + style.Indent + style.Indent + ".RejectUnpinnedHosts()");
        lines.Add(indent + style.Indent + style.Indent + ".Build();");
        lines.Add(indent + "}");
        if (isBlock)
        {
            lines.Add("}");
        }

        return string.Join(style.NewLine, lines) + style.NewLine;
    }
}
