using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Callbacks;

/// <summary>Judges callbacks of one compilation; verdicts are shared between the places that use the same method.</summary>
internal sealed class CallbackJudge
{
    private readonly Compilation _compilation;

    public CallbackJudge(Compilation compilation) => _compilation = compilation;

    public Verdict Judge(IDelegateCreationOperation creation, CallbackShape shape, CancellationToken cancellation)
    {
        IBlockOperation? body = creation.Target switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            _ => null,
        };
        if (body is null || body.Operations.Length != 1)
        {
            return Verdict.Silent;
        }

        return body.Operations[0] is IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } } accepted
            ? new Verdict(VerdictKind.AcceptsAny, string.Empty, ImmutableArray.Create(accepted.Syntax.GetLocation()))
            : Verdict.Silent;
    }
}
