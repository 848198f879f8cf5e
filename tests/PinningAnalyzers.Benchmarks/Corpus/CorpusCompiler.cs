using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>Compiles the projects of a corpus in memory. Errors are welcome: a corpus is compiled without most of its packages.</summary>
internal sealed class CorpusCompiler(ImmutableArray<MetadataReference> references, IReadOnlyList<CorpusProject> projects)
{
    public static readonly CSharpParseOptions ParseOptions = new(
        LanguageVersion.Preview,
        DocumentationMode.None,
        preprocessorSymbols: ["TRACE", "NET", "NETCOREAPP", "NET5_0_OR_GREATER", "NET6_0_OR_GREATER", "NET7_0_OR_GREATER", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER", "NET10_0", "NETCOREAPP3_1_OR_GREATER"]);

    private readonly Dictionary<CorpusProject, CSharpCompilation> _compilations = [];

    private readonly Dictionary<CorpusProject, int> _waiting = projects.ToDictionary(project => project, project => projects.Count(other => other.References.Contains(project)));

    /// <summary>Compiles the next project; those before it in the list have been compiled.</summary>
    public CSharpCompilation Compile(CorpusProject project)
    {
        CSharpCompilation compilation = Create(project);
        if (_waiting[project] > 0)
        {
            _compilations.Add(project, compilation);
        }

        foreach (CorpusProject referenced in project.References)
        {
            // What nobody waits for any more need not stay in memory.
            if (--_waiting[referenced] == 0)
            {
                _compilations.Remove(referenced);
            }
        }

        return compilation;
    }

    private CSharpCompilation Create(CorpusProject project)
    {
        SyntaxTree[] trees = [.. project.Sources.AsParallel().AsOrdered().Select(Parse)];
        SyntaxTree usings = CSharpSyntaxTree.ParseText(project.File.GlobalUsings, ParseOptions, "GlobalUsings.g.cs");
        bool isProgram = trees.Any(tree => tree.GetCompilationUnitRoot().Members is [GlobalStatementSyntax, ..]);

        // Telemetry goes by the wall clock: a concurrent build takes the processors from the rule that is measured beside it.
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            concurrentBuild: false,
            specificDiagnosticOptions: PeerAnalyzers.Enabled,
            nullableContextOptions: project.File.HasNullableEnabled ? NullableContextOptions.Enable : NullableContextOptions.Disable);

        // A package that is also a project of the corpus is taken from its sources.
        var fromSource = project.References.Where(_compilations.ContainsKey).Select(referenced => _compilations[referenced]).ToList();
        var names = new HashSet<string>(fromSource.Select(compilation => compilation.AssemblyName!).Append(project.Name), StringComparer.OrdinalIgnoreCase);
        IEnumerable<MetadataReference> others = references.Where(reference => !names.Contains(Path.GetFileNameWithoutExtension(reference.Display!)));
        return CSharpCompilation.Create(project.Name, [.. trees, usings], [.. others, .. fromSource.Select(compilation => compilation.ToMetadataReference())], options);
    }

    private static SyntaxTree Parse(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream, Encoding.UTF8), ParseOptions, path);
    }
}
