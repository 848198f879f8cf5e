using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Clients;

/// <summary>Finds hooks that another type sets through the member that holds the client: <c>Mail.Client.Hook = …</c>.</summary>
internal sealed class HooksFromOutside
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<string, ImmutableArray<ExpressionSyntax>> _owners = new();

    public HooksFromOutside(Compilation compilation) => _compilation = compilation;

    /// <summary>The transports of the client in a member whose hook is given a value through it, anywhere in the compilation.</summary>
    public int CoveredThrough(ISymbol holder, TlsClient client, CancellationToken cancellation)
    {
        if (holder is not (IFieldSymbol or IPropertySymbol) || holder.DeclaredAccessibility == Accessibility.Private)
        {
            return 0;
        }

        int covered = 0;
        foreach (MemberPath hook in client.Hooks)
        {
            if (hook.IsCall || hook.Constant is not null)
            {
                continue;
            }

            string[] path = hook.Path.Split('.');
            foreach (ExpressionSyntax owner in _owners.GetOrAdd(path[path.Length - 1], name => FindOwners(name, cancellation)))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Held(owner, path) is { } name && name.Identifier.ValueText == holder.Name && Names(name, holder, cancellation))
                {
                    covered |= 1 << hook.Group;
                }
            }
        }

        return covered;
    }

    private bool Names(SimpleNameSyntax name, ISymbol holder, CancellationToken cancellation) =>
        SymbolEqualityComparer.Default.Equals(_compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition, holder.OriginalDefinition);

    /// <summary>What stands before a hook of this name wherever it is given a value other than null.</summary>
    private ImmutableArray<ExpressionSyntax> FindOwners(string hook, CancellationToken cancellation)
    {
        ImmutableArray<ExpressionSyntax>.Builder owners = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        foreach (SyntaxNode node in SourceMentions.NodesWhereMentioned(_compilation, hook, cancellation))
        {
            if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax target } assignment
                && target.Name.Identifier.ValueText == hook
                && !assignment.Right.IsKind(SyntaxKind.NullLiteralExpression))
            {
                owners.Add(target.Expression);
            }
        }

        return owners.ToImmutable();
    }

    /// <summary>The member that holds the client, before the members on the way to its hook.</summary>
    private static SimpleNameSyntax? Held(ExpressionSyntax owner, string[] path)
    {
        ExpressionSyntax current = Plain(owner);
        for (int i = path.Length - 2; i >= 0; i--)
        {
            if (current is not MemberAccessExpressionSyntax member || member.Name.Identifier.ValueText != path[i])
            {
                return null;
            }

            current = Plain(member.Expression);
        }

        return current as SimpleNameSyntax ?? (current as MemberAccessExpressionSyntax)?.Name;
    }

    private static ExpressionSyntax Plain(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Plain(parenthesized.Expression),
        PostfixUnaryExpressionSyntax suppressed => Plain(suppressed.Operand),
        CastExpressionSyntax cast => Plain(cast.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } tried => Plain(tried.Left),
        _ => expression,
    };
}
