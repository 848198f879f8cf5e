using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers;

/// <summary>Tells code that only a debug build compiles, by the conditions of the <c>#if</c>s around it.</summary>
internal static class DebugOnlyCode
{
    private const string DebugSymbol = "DEBUG";

    /// <summary>Each further symbol doubles the work; nobody nests conditions over more of them.</summary>
    private const int MostSymbols = 10;

    /// <summary>Whether no choice of the other symbols makes <paramref name="node"/> active while <c>DEBUG</c> is not defined.</summary>
    public static bool Contains(SyntaxNode node, CancellationToken cancellationToken)
    {
        SyntaxNode root = node.SyntaxTree.GetRoot(cancellationToken);
        if (!root.ContainsDirectives)
        {
            return false;
        }

        var defined = new HashSet<string>(StringComparer.Ordinal);
        List<Condition> conditions = ConditionsAround(root, node.SpanStart, defined);
        if (conditions.Count == 0)
        {
            return false;
        }

        var free = new List<string>();
        foreach (Condition condition in conditions)
        {
            CollectSymbols(condition.Expression, defined, free);
        }

        return free.Count <= MostSymbols && !CanHoldWithoutDebug(conditions, defined, free);
    }

    /// <summary>The conditions that must hold together, earlier arms of the same <c>#if</c> negated.</summary>
    private static List<Condition> ConditionsAround(SyntaxNode root, int position, HashSet<string> defined)
    {
        var conditions = new List<Condition>();
        var starts = new Stack<int>();
        for (DirectiveTriviaSyntax? directive = root.GetFirstDirective();
            directive is not null && directive.SpanStart < position;
            directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax start:
                    starts.Push(conditions.Count);
                    conditions.Add(new Condition(start.Condition, true));
                    break;

                case ElifDirectiveTriviaSyntax other when starts.Count > 0:
                    Negate(conditions);
                    conditions.Add(new Condition(other.Condition, true));
                    break;

                case ElseDirectiveTriviaSyntax when starts.Count > 0:
                    Negate(conditions);
                    break;

                case EndIfDirectiveTriviaSyntax when starts.Count > 0:
                    int first = starts.Pop();
                    conditions.RemoveRange(first, conditions.Count - first);
                    break;

                case DefineDirectiveTriviaSyntax { IsActive: true } define:
                    defined.Add(define.Name.ValueText);
                    break;
            }
        }

        return conditions;
    }

    private static void Negate(List<Condition> conditions)
    {
        int last = conditions.Count - 1;
        conditions[last] = new Condition(conditions[last].Expression, false);
    }

    private static void CollectSymbols(ExpressionSyntax condition, HashSet<string> defined, List<string> free)
    {
        foreach (SyntaxNode node in condition.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: var name }
                && name != DebugSymbol
                && !defined.Contains(name)
                && !free.Contains(name))
            {
                free.Add(name);
            }
        }
    }

    private static bool CanHoldWithoutDebug(List<Condition> conditions, HashSet<string> defined, List<string> free)
    {
        for (int choice = 0; choice < 1 << free.Count; choice++)
        {
            bool IsDefined(string name)
            {
                int index = free.IndexOf(name);
                return index < 0 ? defined.Contains(name) : (choice & (1 << index)) != 0;
            }

            if (conditions.TrueForAll(condition => Holds(condition.Expression, IsDefined) == condition.Expected))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(ExpressionSyntax condition, Func<string, bool> isDefined) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Holds(inner.Expression, isDefined),
        PrefixUnaryExpressionSyntax not => !Holds(not.Operand, isDefined),
        BinaryExpressionSyntax binary => binary.Kind() switch
        {
            SyntaxKind.LogicalAndExpression => Holds(binary.Left, isDefined) && Holds(binary.Right, isDefined),
            SyntaxKind.LogicalOrExpression => Holds(binary.Left, isDefined) || Holds(binary.Right, isDefined),
            SyntaxKind.NotEqualsExpression => Holds(binary.Left, isDefined) != Holds(binary.Right, isDefined),
            _ => Holds(binary.Left, isDefined) == Holds(binary.Right, isDefined),
        },
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.TrueLiteralExpression),
        IdentifierNameSyntax name => isDefined(name.Identifier.ValueText),
        _ => true,
    };

    private readonly struct Condition(ExpressionSyntax expression, bool expected)
    {
        public ExpressionSyntax Expression { get; } = expression;

        public bool Expected { get; } = expected;
    }
}
