using System;
using System.Collections.Generic;
using CertificatePinning;
using Microsoft.CodeAnalysis.Operations;

namespace PinningAnalyzers.Pins;

/// <summary>What is wrong with the calls on one builder taken together.</summary>
internal static class BuilderMistakes
{
    /// <summary>The calls of <c>Build</c> that no <c>Pin</c> can have come before.</summary>
    public static IEnumerable<BuilderCall> BuildsWithoutPin(BuilderThread thread)
    {
        if (thread.Escapes)
        {
            yield break;
        }

        foreach (BuilderCall build in thread.Calls)
        {
            if (build.Name == MetadataNames.BuildMethod && !HasPinBefore(thread, build))
            {
                yield return build;
            }
        }
    }

    /// <summary>The hosts, at the later call, that an earlier call straight ahead has pinned or excluded already.</summary>
    public static IEnumerable<ConstantText> RepeatedPatterns(BuilderThread thread, ConstantReader reader)
    {
        var earlier = new Dictionary<string, List<BranchPath>>(StringComparer.Ordinal);
        foreach (BuilderCall call in thread.Calls)
        {
            if (call.Name == MetadataNames.BuildMethod
                || call.Operation is not IInvocationOperation invocation
                || PinArguments.OfHost(invocation, reader).Host is not { } host
                || HostPattern.Read(host.Value) is not { IsValid: true } pattern)
            {
                continue;
            }

            BranchPath path = BranchPath.To(call);
            if (!earlier.TryGetValue(pattern.Canonical, out List<BranchPath>? paths))
            {
                earlier.Add(pattern.Canonical, [path]);
                continue;
            }

            if (paths.Exists(path.Follows))
            {
                yield return host;
            }

            paths.Add(path);
        }
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
