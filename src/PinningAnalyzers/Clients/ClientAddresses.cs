using System;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Clients;

/// <summary>Which addresses need no pin: without TLS, of this machine, or named in <c>pinning.exempt_hosts</c>.</summary>
internal sealed class ClientAddresses
{
    private const int DeepestText = 8;

    private const string Unknown = "*";

    private readonly Compilation _compilation;
    private readonly ImmutableArray<string> _exemptHosts;
    private readonly CancellationToken _cancellation;

    public ClientAddresses(Compilation compilation, ImmutableArray<string> exemptHosts, CancellationToken cancellation)
    {
        _compilation = compilation;
        _exemptHosts = exemptHosts;
        _cancellation = cancellation;
    }

    public bool IsExempt(IOperation operation)
    {
        IOperation value = Whole(operation);
        if (value is IConditionalOperation { WhenFalse: { } otherwise } conditional)
        {
            return IsExempt(conditional.WhenTrue) && IsExempt(otherwise);
        }

        if (IsLoopbackAddress(value, 0))
        {
            return true;
        }

        if (value is IObjectCreationOperation { Type.Name: "Uri", Arguments.Length: 1 } uri && Whole(uri.Arguments[0].Value) is IConditionalOperation either)
        {
            return IsExempt(either);
        }

        return ConstantText(value, 0) is { Text: { } text } known && IsExemptText(text, known.IsWhole);
    }

    /// <summary>The expression itself, where a flow graph has split it over several blocks.</summary>
    private IOperation Whole(IOperation operation)
    {
        operation = operation.WithoutConversions();
        if (operation is not IFlowCaptureReferenceOperation)
        {
            return operation;
        }

        IOperation? original = _compilation.ContainsSyntaxTree(operation.Syntax.SyntaxTree)
            ? _compilation.GetSemanticModel(operation.Syntax.SyntaxTree).GetOperation(operation.Syntax, _cancellation)
            : null;
        return original?.WithoutConversions() ?? operation;
    }

    /// <summary>The text of an expression with an asterisk for each part that is not constant; null where nothing of it is.</summary>
    public string? KnownText(IOperation operation) => KnownText(operation, 0);

    private string? KnownText(IOperation? operation, int depth)
    {
        if (operation is null || depth > DeepestText)
        {
            return null;
        }

        IOperation value = Whole(operation);
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: string constant } }:
                return constant;
            case IInterpolatedStringOperation interpolated:
                var text = new StringBuilder();
                foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
                {
                    text.Append(KnownText(ContentOf(part), depth + 1) ?? Unknown);
                }

                return text.ToString();
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return (KnownText(sum.LeftOperand, depth + 1) ?? Unknown) + (KnownText(sum.RightOperand, depth + 1) ?? Unknown);
            case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String }, Arguments.Length: > 0 } format:
                return KnownText(format.Arguments[0].Value, depth + 1);
            case ILocalReferenceOperation local:
                return KnownText(InitializerOf(local.Local), depth + 1);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return KnownText(InitializerOf(field), depth + 1);
            case IPropertyReferenceOperation { Property: { SetMethod: null } property }:
                return KnownText(InitializerOf(property), depth + 1);
            default:
                return ConstantText(value, depth + 1).Text;
        }
    }

    public bool IsExemptHost(string host)
    {
        string plain = host.Trim('[', ']').TrimEnd('.');
        if (plain.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(plain, out IPAddress? address) && IPAddress.IsLoopback(address)))
        {
            return true;
        }

        foreach (string pattern in _exemptHosts)
        {
            if (Fits(pattern.TrimEnd('.'), plain))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(string pattern, string host)
    {
        if (pattern.StartsWith("**.", StringComparison.Ordinal))
        {
            string apex = pattern.Substring(3);
            return host.Equals(apex, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + apex, StringComparison.OrdinalIgnoreCase);
        }

        if (pattern.StartsWith("*.", StringComparison.Ordinal))
        {
            int dot = host.IndexOf('.');
            return dot > 0 && host.Substring(dot + 1).Equals(pattern.Substring(2), StringComparison.OrdinalIgnoreCase);
        }

        return host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }

    private bool IsExemptText(string text, bool isWhole)
    {
        string address = text.TrimStart();
        int colon = address.IndexOf(':');
        if (colon > 0 && address.Substring(0, colon).ToLowerInvariant() is "http" or "ws" or "ftp" or "file" or "mqtt" or "amqp")
        {
            return true;
        }

        int slashes = address.IndexOf("://", StringComparison.Ordinal);
        string authority = slashes < 0 ? address : address.Substring(slashes + 3);
        int start = authority.StartsWith("[", StringComparison.Ordinal) ? Math.Max(authority.IndexOf(']'), 0) : 0;
        int end = authority.IndexOfAny(['/', ':', '?', '#', ',', ';'], start);
        if (end < 0 && !isWhole)
        {
            // The host itself may go on in what is not constant.
            return false;
        }

        string host = end < 0 ? authority : authority.Substring(0, end);
        return IsExemptHost(host.Substring(host.LastIndexOf('@') + 1));
    }

    private bool IsLoopbackAddress(IOperation? operation, int depth)
    {
        if (depth > DeepestText)
        {
            return false;
        }

        return operation switch
        {
            IConversionOperation conversion => IsLoopbackAddress(conversion.Operand, depth + 1),
            IFieldReferenceOperation { Field: { Name: "Loopback" or "IPv6Loopback", ContainingType.Name: "IPAddress" } } => true,
            IObjectCreationOperation { Type.Name: "IPEndPoint" or "DnsEndPoint", Arguments.Length: > 0 } endPoint =>
                IsLoopbackAddress(endPoint.Arguments[0].Value, depth + 1)
                || (ConstantText(endPoint.Arguments[0].Value, depth + 1) is { Text: { } host, IsWhole: true } && IsExemptHost(host)),
            _ => false,
        };
    }

    /// <summary>The constant that an expression begins with, and whether it is the whole of it.</summary>
    private (string? Text, bool IsWhole) ConstantText(IOperation? operation, int depth)
    {
        if (operation is null || depth > DeepestText)
        {
            return default;
        }

        if (operation.ConstantValue is { HasValue: true, Value: string constant })
        {
            return (constant, true);
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return ConstantText(conversion.Operand, depth + 1);
            case IObjectCreationOperation { Type.Name: "Uri" or "MongoUrl" or "UriBuilder", Arguments.Length: > 0 } uri:
                (string? text, bool whole) = ConstantText(uri.Arguments[0].Value, depth + 1);
                return (text, whole && uri.Arguments.Length == 1);
            case IPropertyReferenceOperation { Property.Name: "Uri" or "AbsoluteUri" or "OriginalString", Instance: { } builder }:
                return ConstantText(builder, depth + 1);
            case IInterpolatedStringOperation interpolated:
                return Interpolated(interpolated, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Joined(ConstantText(sum.LeftOperand, depth + 1), sum.RightOperand, depth);
            case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String }, Arguments.Length: > 0 } format:
                string? pattern = ConstantText(format.Arguments[0].Value, depth + 1).Text;
                int hole = pattern?.IndexOf('{') ?? -1;
                return (hole < 0 ? pattern : pattern!.Substring(0, hole), false);
            case ILocalReferenceOperation local:
                return ConstantText(InitializerOf(local.Local), depth + 1);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return ConstantText(InitializerOf(field), depth + 1);
            case IPropertyReferenceOperation { Property: { SetMethod: null } property }:
                return ConstantText(InitializerOf(property), depth + 1);
            default:
                return default;
        }
    }

    private (string? Text, bool IsWhole) Joined((string? Text, bool IsWhole) left, IOperation right, int depth)
    {
        if (left.Text is null || !left.IsWhole)
        {
            return left;
        }

        (string? text, bool isWhole) = ConstantText(right, depth + 1);
        return (left.Text + text, isWhole);
    }

    private (string? Text, bool IsWhole) Interpolated(IInterpolatedStringOperation interpolated, int depth)
    {
        (string? Text, bool IsWhole) known = (string.Empty, true);
        foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
        {
            IOperation? content = ContentOf(part);
            if (content is null || !known.IsWhole)
            {
                return (known.Text, false);
            }

            known = Joined(known, content, depth);
        }

        return known;
    }

    private static IOperation? ContentOf(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => text.Text,
        IInterpolationOperation hole => hole.Expression,
        _ => null,
    };

    /// <summary>What a variable starts with, where nothing else sets it.</summary>
    private IOperation? InitializerOf(ISymbol variable)
    {
        foreach (SyntaxReference reference in variable.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = reference.GetSyntax(_cancellation);
            SyntaxNode? initializer = declaration switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                _ => null,
            };
            if (initializer is not null
                && _compilation.ContainsSyntaxTree(initializer.SyntaxTree)
                && (variable is not ILocalSymbol || !IsReassigned(declaration, variable.Name)))
            {
                return _compilation.GetSemanticModel(initializer.SyntaxTree).GetOperation(initializer, _cancellation);
            }
        }

        return null;
    }

    private static bool IsReassigned(SyntaxNode declaration, string name)
    {
        SyntaxNode scope = declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : declaration.SyntaxTree.GetRoot();
        foreach (SyntaxNode node in scope.DescendantNodes())
        {
            bool assigns = node switch
            {
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.ValueText == name,
                ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax passed } => passed.Identifier.ValueText == name,
                _ => false,
            };
            if (assigns)
            {
                return true;
            }
        }

        return false;
    }
}
