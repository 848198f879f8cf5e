using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Whether an <c>SslStream</c> is seen to authenticate as a server.</summary>
internal static class StreamRole
{
    private const string ServerCall = "AuthenticateAsServer";
    private const string ClientCall = "AuthenticateAsClient";

    /// <summary>Looks at the calls on what holds the stream: in the member for a local, in the type for a field or property.</summary>
    public static bool IsServer(IObjectCreationOperation creation)
    {
        ISymbol? holder = Holder(creation, out IOperation? use);
        if (use is IInvocationOperation direct)
        {
            return IsCall(direct, ServerCall);
        }

        if (holder is null)
        {
            return false;
        }

        bool server = false;
        foreach (IOperation operation in Root(creation).Descendants())
        {
            if (operation is IInvocationOperation { Instance: { } instance } call && Refers(instance, holder))
            {
                if (IsCall(call, ClientCall))
                {
                    return false;
                }

                server |= IsCall(call, ServerCall);
            }
        }

        return server || (holder is not ILocalSymbol && IsServerInType(creation, holder));
    }

    private static bool IsServerInType(IOperation creation, ISymbol holder)
    {
        bool server = false;
        foreach (SyntaxReference reference in holder.ContainingType?.DeclaringSyntaxReferences ?? default)
        {
            // Reading names is enough here: the symbol's own name before the call's.
            foreach (SyntaxNode node in reference.GetSyntax().DescendantNodes())
            {
                if (node is Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access
                    && access.Name.Identifier.ValueText is { } name
                    && name.StartsWith("AuthenticateAs", StringComparison.Ordinal)
                    && Names(access.Expression, holder.Name))
                {
                    if (name.StartsWith(ClientCall, StringComparison.Ordinal))
                    {
                        return false;
                    }

                    server |= name.StartsWith(ServerCall, StringComparison.Ordinal);
                }
            }
        }

        return server;
    }

    private static bool Names(SyntaxNode expression, string name) => expression switch
    {
        Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
        Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == name,
        Microsoft.CodeAnalysis.CSharp.Syntax.PostfixUnaryExpressionSyntax suppressed => Names(suppressed.Operand, name),
        _ => false,
    };

    private static ISymbol? Holder(IOperation creation, out IOperation? use)
    {
        IOperation current = creation;
        use = null;
        for (IOperation? parent = creation.Parent; parent is not null; current = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation:
                case IParenthesizedOperation:
                case IVariableInitializerOperation:
                    continue;
                case IVariableDeclaratorOperation declarator:
                    return declarator.Symbol;
                case ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Value, current):
                    return Symbol(assignment.Target);
                case IFieldInitializerOperation { InitializedFields.IsEmpty: false } field:
                    return field.InitializedFields[0];
                case IInvocationOperation invocation when ReferenceEquals(invocation.Instance, current):
                    use = invocation;
                    return null;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsCall(IInvocationOperation call, string name) => call.TargetMethod.Name.StartsWith(name, StringComparison.Ordinal);

    private static bool Refers(IOperation instance, ISymbol holder)
    {
        while (instance is IConversionOperation conversion)
        {
            instance = conversion.Operand;
        }

        return SymbolEqualityComparer.Default.Equals(Symbol(instance), holder);
    }

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
