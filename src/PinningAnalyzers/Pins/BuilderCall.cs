using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PinningAnalyzers.Pins;

/// <summary>One use of a method of the builder: a call, or the method named as a delegate.</summary>
internal readonly struct BuilderCall(IOperation operation, IMethodSymbol method)
{
    /// <summary>An invocation, or a method reference (<c>new Lazy&lt;PinValidator&gt;(builder.Build)</c>), which runs who knows when.</summary>
    public IOperation Operation { get; } = operation;

    public string Name { get; } = method.Name;

    /// <summary>The method's name as it is written there: what distinguishes the calls of one chain, which all start at the same place.</summary>
    public SyntaxNode NameSyntax { get; } = NameOf(operation.Syntax);

    public int Position => NameSyntax.SpanStart;

    public static SyntaxNode NameOf(SyntaxNode call)
    {
        SyntaxNode callee = call is InvocationExpressionSyntax invocation ? invocation.Expression : call;
        return callee switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => callee,
        };
    }
}
