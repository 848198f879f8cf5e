using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PinningAnalyzers.Callbacks;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Callbacks;

/// <summary>
/// What becomes of the stranger for each of the eight values of <c>SslPolicyErrors</c>, from <c>None</c> to all three flags:
/// A accepted, R rejected, B both (a setting decides), w by a weak identity, c by an unverified chain, ? unknown.
/// </summary>
public sealed class TruthTableTests
{
    [Theory]
    [InlineData("true", "AAAAAAAA")]
    [InlineData("false", "RRRRRRRR")]
    [InlineData("errors == SslPolicyErrors.None", "ARRRRRRR")]
    [InlineData("errors != SslPolicyErrors.None", "RAAAAAAA")]
    [InlineData("(errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0", "AARRAARR")]
    [InlineData("!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)", "AAAARRRR")]
    [InlineData("errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch", "ARARRRRR")]
    [InlineData("(errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None", "ARRRARRR")]
    [InlineData("errors.ToString().Contains(\"Chain\")", "RRRRAAAA")]
    [InlineData("(int)errors <= 1", "AARRRRRR")]
    [InlineData("errors switch { SslPolicyErrors.None => true, (SslPolicyErrors)6 => true, _ => false }", "ARRRRRAR")]
    [InlineData("_flag", "BBBBBBBB")]
    [InlineData("_flag || errors == SslPolicyErrors.None", "ABBBBBBB")]
    [InlineData("_flag && errors == SslPolicyErrors.None", "BRRRRRRR")]
    [InlineData("_flag == _flag", "AAAAAAAA")]
    [InlineData("certificate != null", "ARARARAR")]
    [InlineData("chain != null", "ARARARAR")]
    [InlineData("chain.ChainStatus.Length == 0", "ARARRRRR")]
    [InlineData("chain.Build((X509Certificate2)certificate)", "ARARRRRR")]
    [InlineData("((X509Certificate2)certificate).Verify()", "ARARRRRR")]
    [InlineData("((X509Certificate2)certificate).NotAfter > DateTime.Now", "ARARARAR")]
    [InlineData("certificate.GetPublicKeyString() == \"AA\"", "RRRRRRRR")]
    [InlineData("certificate.GetPublicKeyString() != \"AA\"", "ARARARAR")]
    [InlineData("certificate.GetPublicKeyString() == \"AA\" || errors == SslPolicyErrors.None", "ARRRRRRR")]
    [InlineData("certificate.Subject == \"CN=a\"", "wRwRwRwR")]
    [InlineData("certificate.Subject == \"CN=a\" && certificate.GetPublicKeyString() == \"AA\"", "RRRRRRRR")]
    [InlineData("certificate.Subject == \"CN=a\" || errors == SslPolicyErrors.None", "ARwRwRwR")]
    [InlineData("chain.ChainElements[0].Certificate.GetPublicKeyString() == \"AA\"", "RRRRRRRR")]
    [InlineData("chain.ChainElements[1].Certificate.GetPublicKeyString() == \"AA\"", "RRcRcRcR")]
    [InlineData("chain.Build((X509Certificate2)certificate) && chain.ChainElements[1].Certificate.GetPublicKeyString() == \"AA\"", "RRRRRRRR")]
    [InlineData("chain.ChainPolicy.ExtraStore[0].GetPublicKeyString() == \"AA\"", "cRcRcRcR")]
    [InlineData("_check(certificate)", "????????")]
    [InlineData("_check(certificate) || true", "AAAAAAAA")]
    [InlineData("_check(certificate) && errors == SslPolicyErrors.None", "?RRRRRRR")]
    [InlineData("_check(certificate) || _flag", "++++++++")]
    [InlineData("throw new InvalidOperationException()", "RRRRRRRR")]
    [InlineData("errors == SslPolicyErrors.None ? true : throw new InvalidOperationException()", "ARRRRRRR")]
    public void Callback_LetsIn(string body, string table)
    {
        IDelegateCreationOperation creation = CreationOf(body, out Compilation compilation);
        var judge = new CallbackJudge(compilation);
        Assert.Equal(table, Letters(judge.Execute(creation, alone: true, CancellationToken.None)));
        Assert.Equal(table, Letters(judge.Execute(creation, alone: false, CancellationToken.None)));
    }

    private static string Letters(ImmutableArray<ExecutionResult> results) => new(results.Select(result => Letter(result.Outcomes)).ToArray());

    private static char Letter(Outcomes outcomes) => outcomes switch
    {
        Outcomes.Accepted => 'A',
        Outcomes.Rejected => 'R',
        Outcomes.Accepted | Outcomes.Rejected => 'B',
        Outcomes.AcceptedByWeakIdentity => 'w',
        Outcomes.AcceptedByChain => 'c',
        Outcomes.Unknown => '?',
        Outcomes.Accepted | Outcomes.Unknown => '+',
        _ => '!',
    };

    private static IDelegateCreationOperation CreationOf(string body, out Compilation compilation)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText($$"""
            using System;
            using System.Net.Security;
            using System.Security.Cryptography.X509Certificates;

            internal sealed class Client
            {
                private readonly bool _flag;
                private readonly Func<X509Certificate, bool> _check;

                public Client(bool flag, Func<X509Certificate, bool> check)
                {
                    _flag = flag;
                    _check = check;
                }

                public RemoteCertificateValidationCallback Create() => (sender, certificate, chain, errors) => {{body}};
            }
            """);
        compilation = CSharpCompilation.Create("callback", [tree], References.Net10, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        LambdaExpressionSyntax lambda = tree.GetRoot().DescendantNodes().OfType<LambdaExpressionSyntax>().Single();
        return (IDelegateCreationOperation)compilation.GetSemanticModel(tree).GetOperation(lambda)!.Parent!;
    }
}
