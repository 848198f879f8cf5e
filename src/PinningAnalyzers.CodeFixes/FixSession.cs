using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PinningAnalyzers.CodeFixes;

/// <summary>Plans the changes for some findings and applies them together; a change that would break the build is left out.</summary>
internal sealed class FixSession
{
    private readonly Solution _solution;
    private readonly PinningFixer _fixer;
    private readonly string _equivalenceKey;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ProjectId, ProjectValidator?> _validators = [];
    private readonly Dictionary<DocumentId, List<NodeEdit>> _edits = [];

    public FixSession(Solution solution, PinningFixer fixer, string equivalenceKey, CancellationToken cancellationToken)
    {
        _solution = solution;
        _fixer = fixer;
        _equivalenceKey = equivalenceKey;
        _cancellationToken = cancellationToken;
    }

    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Plans the change for one finding.</summary>
    public async Task AddAsync(Document document, Diagnostic finding)
    {
        if (document is SourceGeneratedDocument
            || await document.GetSyntaxTreeAsync(_cancellationToken).ConfigureAwait(false) is not { } tree
            || await ValidatorOfAsync(document.Project).ConfigureAwait(false) is not { } validator
            || !tree.GetRoot(_cancellationToken).FullSpan.Contains(finding.Location.SourceSpan))
        {
            return;
        }

        var site = new FixSite(document, tree, validator, finding, _cancellationToken);
        if (_fixer.Plan(site, _equivalenceKey) is { } edit)
        {
            if (!_edits.TryGetValue(edit.Document, out List<NodeEdit>? edits))
            {
                _edits.Add(edit.Document, edits = []);
            }

            if (!edits.Exists(other => other.Node == edit.Node))
            {
                edits.Add(edit);
            }
        }
    }

    /// <summary>The solution with every change that compiles; the one given where none does.</summary>
    public async Task<Solution> ApplyAsync()
    {
        Solution all = await ApplyAsync(_solution, _edits.Values.SelectMany(edits => edits)).ConfigureAwait(false);
        var broken = new HashSet<DocumentId>();
        foreach (DocumentId id in _edits.Keys)
        {
            if (await BreaksAsync(_solution, all, id).ConfigureAwait(false))
            {
                broken.Add(id);
            }
        }

        if (broken.Count == 0)
        {
            return await LinkedFiles.MergeAsync(_solution, all, _edits.Keys, _cancellationToken).ConfigureAwait(false);
        }

        List<NodeEdit> sound = _edits.Where(pair => !broken.Contains(pair.Key)).SelectMany(pair => pair.Value).ToList();
        foreach (DocumentId id in broken)
        {
            sound.AddRange(await SoundEditsAsync(id).ConfigureAwait(false));
        }

        Solution kept = await ApplyAsync(_solution, sound).ConfigureAwait(false);
        return await LinkedFiles.MergeAsync(_solution, kept, _edits.Keys, _cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<NodeEdit>> SoundEditsAsync(DocumentId id)
    {
        var sound = new List<NodeEdit>();
        if (_edits[id].Count > 1)
        {
            foreach (NodeEdit edit in _edits[id])
            {
                Solution tried = await ApplyAsync(_solution, [edit]).ConfigureAwait(false);
                if (!await BreaksAsync(_solution, tried, id).ConfigureAwait(false))
                {
                    sound.Add(edit);
                }
            }
        }

        return sound;
    }

    private async Task<Solution> ApplyAsync(Solution solution, IEnumerable<NodeEdit> edits)
    {
        var needingFile = new HashSet<ProjectId>();
        foreach (IGrouping<DocumentId, NodeEdit> group in edits.GroupBy(edit => edit.Document))
        {
            Document document = _solution.GetDocument(group.Key)!;
            SyntaxNode root = (await document.GetSyntaxRootAsync(_cancellationToken).ConfigureAwait(false))!;
            SourceStyle style = SourceStyle.Of(root.SyntaxTree, document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree));
            Dictionary<SyntaxNode, NodeEdit> byNode = group.ToDictionary(edit => edit.Node);
            SyntaxNode changed = root.ReplaceNodes(byNode.Keys, (original, current) => byNode[original].Rewrite(current));
            changed = ImportAdder.AddRequested((CompilationUnitSyntax)changed, style);

            // As changes of the text: what a fix writes has then been parsed as any other code, whatever tree it was written with.
            SourceText text = await document.GetTextAsync(_cancellationToken).ConfigureAwait(false);
            IList<TextChange> changes = root.SyntaxTree.WithRootAndOptions(changed, root.SyntaxTree.Options).GetChanges(root.SyntaxTree);
            solution = solution.WithDocumentText(group.Key, text.WithChanges(changes));
            if (group.Any(edit => edit.NeedsFile))
            {
                needingFile.Add(group.Key.ProjectId);
            }
        }

        foreach (ProjectId project in needingFile)
        {
            if (_validators[project]?.File is { } file)
            {
                solution = file.AddTo(solution, project);
            }
        }

        return solution;
    }

    private async Task<ProjectValidator?> ValidatorOfAsync(Project project)
    {
        if (!_validators.TryGetValue(project.Id, out ProjectValidator? validator))
        {
            validator = await ProjectValidator.ResolveAsync(project, _cancellationToken).ConfigureAwait(false);
            _validators.Add(project.Id, validator);
        }

        return validator;
    }

    private async Task<bool> BreaksAsync(Solution before, Solution after, DocumentId id) =>
        await BuildCheck.BreaksAsync(before.GetDocument(id)!, after.GetDocument(id)!, _cancellationToken).ConfigureAwait(false);
}
