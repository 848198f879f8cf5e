using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PinningAnalyzers.CodeFixes;
using PinningAnalyzers.Tests.Robustness;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Fixes;

/// <summary>A project with two target frameworks is two projects to a workspace, with one file on disk.</summary>
public class LinkedFilesTests
{
    private const string Source = """
        using System.Net.Http;

        class Client
        {
        #if FIRST
            HttpClient first = new HttpClient();
        #else
            HttpClient second = new HttpClient();
        #endif
            HttpClient both = new HttpClient();
            HttpClient configured = new HttpClient(new HttpClientHandler());
        }

        """;

    [Fact]
    public async Task MultiTargetedProject_GetsOneTextWithAllFixesAndOneFile()
    {
        Solution solution = new AdhocWorkspace().CurrentSolution;
        solution = Add(Add(solution, "First", "FIRST"), "Second", "SECOND");
        Solution changed = await FixAllAsync(solution, new UnpinnedHttpClientFixer(), RuleIdentifiers.UnpinnedHttpClient, UnpinnedHttpClientFixer.EquivalenceKey);
        changed = await FixAllAsync(changed, new UnpinnedHandlerFixer(), RuleIdentifiers.UnpinnedHandler, UnpinnedHandlerFixer.EquivalenceKey);

        string expected = "using System.Net.Http;\nusing CertificatePinning;\n" + Source["using System.Net.Http;\n".Length..]
            .Replace("new HttpClient()", "new HttpClient(Pins.Validator.CreateHandler())", System.StringComparison.Ordinal)
            .Replace("new HttpClientHandler()", "new HttpClientHandler().UsePins(Pins.Validator)", System.StringComparison.Ordinal);
        foreach (Project project in changed.Projects)
        {
            Assert.Equal(expected, (await project.Documents.Single(document => document.Name == "Client.cs").GetTextAsync()).ToString());
            Document pins = Assert.Single(project.Documents, document => document.Name == "Pins.cs");
            Assert.Equal("/app/Pins.cs", pins.FilePath);
        }
    }

    private static Solution Add(Solution solution, string name, string symbol)
    {
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            name,
            "App",
            LanguageNames.CSharp,
            filePath: "/app/App.csproj",
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: [symbol]),
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: References.Net10.Concat(References.RuntimeLibrary));
        return solution.AddProject(project).AddDocument(DocumentId.CreateNewId(project.Id), "Client.cs", SourceText.From(Source), filePath: "/app/Client.cs");
    }

    private static async Task<Solution> FixAllAsync(Solution solution, CodeFixProvider fixer, string rule, string key)
    {
        var found = new Dictionary<ProjectId, ImmutableArray<Diagnostic>>();
        foreach (Project project in solution.Projects)
        {
            ImmutableArray<Diagnostic> all = await RuleRun.FindAsync((await project.GetCompilationAsync())!, concurrent: false, CancellationToken.None);
            found.Add(project.Id, [.. all.Where(diagnostic => diagnostic.Id == rule)]);
        }

        var context = new FixAllContext(solution.Projects.First(), fixer, FixAllScope.Solution, key, [rule], new Found(found), CancellationToken.None);
        CodeAction action = (await fixer.GetFixAllProvider()!.GetFixAsync(context))!;
        return (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    private sealed class Found(Dictionary<ProjectId, ImmutableArray<Diagnostic>> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(all[project.Id]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(all[document.Project.Id]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
