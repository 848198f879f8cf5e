using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>Finds the one expression that a field or a local gets its value from.</summary>
internal sealed class Definitions(Compilation compilation, CancellationToken cancellationToken)
{
    /// <summary>Null where there is none or more than one, or where it is not in this compilation.</summary>
    public IOperation? Of(IOperation reference) => reference switch
    {
        IFieldReferenceOperation { Field: { IsConst: true } or { IsStatic: true, IsReadOnly: true } } field => OfField(field.Field),
        ILocalReferenceOperation { IsDeclaration: false } local => OfLocal(local),
        _ => null,
    };

    public IOperation? OperationOf(SyntaxNode expression)
    {
#pragma warning disable RS1030 // The definition may stand in another file than the operation under analysis; asked only behind a call that takes pins.
        return compilation.ContainsSyntaxTree(expression.SyntaxTree)
            ? compilation.GetSemanticModel(expression.SyntaxTree).GetOperation(expression, cancellationToken)
            : null;
#pragma warning restore RS1030
    }

    private IOperation? OfField(IFieldSymbol field)
    {
        if (InitializerOf(field) is not { } value || (!field.IsConst && IsWrittenInItsType(field)))
        {
            return null;
        }

        return OperationOf(value);
    }

    private ExpressionSyntax? InitializerOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences is { Length: 1 } declarations
            ? (declarations[0].GetSyntax(cancellationToken) as VariableDeclaratorSyntax)?.Initializer?.Value
            : null;

    /// <summary>By name alone: a field of another type that happens to share the name only makes us silent.</summary>
    private bool IsWrittenInItsType(IFieldSymbol field)
    {
        foreach (SyntaxReference declaration in field.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (SyntaxNode node in declaration.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax { Left: var target } && WritesTo(target, field.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool WritesTo(ExpressionSyntax target, string name)
    {
        ExpressionSyntax written = target is ElementAccessExpressionSyntax element ? element.Expression : target;
        return written switch
        {
            // `Name = …` in an object initializer sets a property of something else.
            IdentifierNameSyntax { Parent.Parent: InitializerExpressionSyntax } => false,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == name,
            _ => false,
        };
    }

    private IOperation? OfLocal(ILocalReferenceOperation reference)
    {
        ILocalSymbol local = reference.Local;
        if (local.IsConst)
        {
            return InitializerOf(local) is { } constant ? OperationOf(constant) : null;
        }

        IOperation? value = null;
        foreach (IOperation operation in RootGraph.RootOf(reference).Descendants())
        {
            IOperation? written = operation switch
            {
                IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) => declarator.GetVariableInitializer()?.Value,
                ISimpleAssignmentOperation { IsRef: false } assignment when IsReference(assignment.Target, local) => assignment.Value,
                _ => null,
            };

            if (written is not null)
            {
                if (value is not null)
                {
                    return null;
                }

                value = written;
            }
            else if (IsReference(operation, local) && MayWrite(operation))
            {
                return null;
            }
        }

        return value;
    }

    private static bool IsReference(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);

    /// <summary>Whether this mention of a local changes it, or the array it holds, in a way that is not followed.</summary>
    private static bool MayWrite(IOperation mention) => mention.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.IsRef,
        IAssignmentOperation assignment => assignment.Target == mention,
        IIncrementOrDecrementOperation or IAddressOfOperation or ITupleOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IArgumentOperation { Parent: IInvocationOperation call } => MayFill(call.TargetMethod),
        IArrayElementReferenceOperation element when element.ArrayReference == mention => IsTarget(element),
        _ => false,
    };

    private static bool MayFill(IMethodSymbol method) =>
        method.Name == "CopyTo"
        || method.ContainingType.Is(MetadataNames.Array)
        || (method.Locations.Any(location => location.IsInSource) && !method.ContainingType.Is(MetadataNames.PinValidatorBuilder));

    private static bool IsTarget(IOperation element) => element.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == element,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } or IAddressOfOperation or ITupleOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };
}
