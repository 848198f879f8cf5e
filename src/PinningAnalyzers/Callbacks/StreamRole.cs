using System;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Sources;

namespace PinningAnalyzers.Callbacks;

/// <summary>Whether an <c>SslStream</c> is seen to authenticate as a server.</summary>
internal static class StreamRole
{
    private const string ServerCall = "AuthenticateAsServer";
    private const string ClientCall = "AuthenticateAsClient";

    /// <summary>The names without one of which no stream is a server's.</summary>
    public static readonly ImmutableArray<(string Name, Topics Topic)> ServerNames = ImmutableArray.CreateRange(
        ImmutableArray.Create(ServerCall, ServerCall + "Async", "Begin" + ServerCall),
        name => (name, Topics.ServerStream));

    /// <summary>
    /// Looks at the calls on what holds the stream: in the member for a local, in the type for a field or property. A stream
    /// that is handed on, as a factory's are, has the role in which all streams of the member, or of the type, are used.
    /// </summary>
    public static bool IsServer(IObjectCreationOperation creation)
    {
        ISymbol? holder = Holder(creation, out IOperation? use);
        if (use is IInvocationOperation direct)
        {
            return IsCall(direct, ServerCall);
        }

        bool server = false;
        foreach (IOperation operation in RootGraph.RootOf(creation).Descendants())
        {
            if (operation is IInvocationOperation { Instance: { } instance } call && (holder is null || Refers(instance, holder)))
            {
                if (IsCall(call, ClientCall))
                {
                    return false;
                }

                server |= IsCall(call, ServerCall);
            }
        }

        return server || IsServerInType(holder?.ContainingType ?? TypeAround(creation), holder is ILocalSymbol ? null : holder);
    }

    private static INamedTypeSymbol? TypeAround(IOperation creation) =>
        creation.SemanticModel?.GetEnclosingSymbol(creation.Syntax.SpanStart)?.ContainingType;

    private static bool IsServerInType(INamedTypeSymbol? type, ISymbol? holder)
    {
        if (type is null || !SourceMentions.ContainsWhereDeclared(type, ServerCall, CancellationToken.None))
        {
            return false;
        }

        bool server = false;
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            // Reading names is enough here: the symbol's own name before the call's.
            foreach (SyntaxNode node in reference.GetSyntax().DescendantNodes())
            {
                if (node is Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access
                    && access.Name.Identifier.ValueText is { } name
                    && name.IndexOf("AuthenticateAs", StringComparison.Ordinal) >= 0
                    && (holder is null || Names(access.Expression, holder.Name)))
                {
                    if (IsNamed(name, ClientCall))
                    {
                        return false;
                    }

                    server |= IsNamed(name, ServerCall);
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

    private static bool IsCall(IInvocationOperation call, string name) => IsNamed(call.TargetMethod.Name, name);

    private static bool IsNamed(string called, string name) =>
        called.StartsWith(name, StringComparison.Ordinal)
        || (called.StartsWith("Begin", StringComparison.Ordinal) && string.CompareOrdinal(called, "Begin".Length, name, 0, name.Length) == 0);

    private static bool Refers(IOperation instance, ISymbol holder) => SymbolEqualityComparer.Default.Equals(Symbol(instance.WithoutConversions()), holder);

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };
}
