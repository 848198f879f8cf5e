using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.Tests.Verifiers;

namespace PinningAnalyzers.Tests.Robustness;

/// <summary>A project of given sources, against .NET 10, the runtime library and the libraries whose clients the rules know.</summary>
internal static class CodeUnderTest
{
    private static readonly Project Empty = CreateEmpty();

    /// <summary>Kept, so that the references are read once and not once a test: what no compilation uses any more is forgotten.</summary>
    private static readonly Compilation Kept = Keep();

    public static Document Document(string source) => Documents(source)[0];

    public static IReadOnlyList<Document> Documents(params IEnumerable<string> sources)
    {
        Solution solution = Empty.Solution;
        GC.KeepAlive(Kept);
        var ids = new List<DocumentId>();
        foreach (string source in sources)
        {
            var id = DocumentId.CreateNewId(Empty.Id);
            ids.Add(id);
            solution = solution.AddDocument(id, $"File{ids.Count}.cs", SourceText.From(source), filePath: $"/File{ids.Count}.cs");
        }

        return [.. ids.Select(id => solution.GetDocument(id)!)];
    }

    public static async Task<Compilation> CompileAsync(params IEnumerable<string> sources) => (await Documents(sources)[0].Project.GetCompilationAsync())!;

    private static Compilation Keep()
    {
        Compilation compilation = Empty.GetCompilationAsync().GetAwaiter().GetResult()!;
        compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    private static Project CreateEmpty()
    {
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Code", "Code", LanguageNames.CSharp)
            .WithMetadataReferences(References.Net10.Concat(References.RuntimeLibrary).Concat(References.LibraryClients))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return new AdhocWorkspace().CurrentSolution.AddProject(info).GetProject(info.Id)!;
    }
}
