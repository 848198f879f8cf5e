using CertificatePinning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>What is wrong with the calls on one builder taken together.</summary>
internal static class BuilderMistakes
{
    /// <summary>Whether no <c>Pin</c> can have come before this <c>Build</c>.</summary>
    public static bool BuildsWithoutPin(IOperation receiver, BuilderCall build)
    {
        BuilderThread thread = BuilderThread.Of(receiver);
        return thread is { IsCreatedHere: true, Escapes: false } && !HasPinBefore(thread, build);
    }

    /// <summary>Whether a call straight ahead of this one has pinned or excluded the same pattern already.</summary>
    public static bool RepeatsPattern(IInvocationOperation call, HostPattern pattern, ConstantReader reader)
    {
        if (call.Instance is null)
        {
            return false;
        }

        var last = new BuilderCall(call, call.TargetMethod);
        foreach (BuilderCall earlier in BuilderThread.Of(call.Instance).Calls)
        {
            if (earlier.Position < last.Position
                && earlier.Operation is IInvocationOperation invocation
                && PinArguments.OfHost(invocation, reader).Host is { } host
                && HostPattern.Read(host.Value) is { IsValid: true } other
                && other.Canonical == pattern.Canonical
                && BranchPath.To(last).Follows(BranchPath.To(earlier)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPinBefore(BuilderThread thread, BuilderCall build)
    {
        BranchPath path = BranchPath.To(build);
        foreach (BuilderCall call in thread.Calls)
        {
            if (call.Name == MetadataNames.PinMethod
                && (build.Operation is IMethodReferenceOperation || call.Operation is IMethodReferenceOperation || BranchPath.To(call).MayPrecede(path)))
            {
                return true;
            }
        }

        return false;
    }
}
