using System;
using System.Collections.Generic;

namespace CertificatePinning;

/// <summary>
/// Finds what was declared for a host: the most specific pattern alone, never the union of several, so that a broad wildcard
/// cannot loosen a host that was pinned strictly.
/// </summary>
internal sealed class PinnedHosts
{
    private readonly Dictionary<string, PinnedHost> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<HostSuffix, PinnedHost> _oneLabel = [];
    private readonly Dictionary<HostSuffix, PinnedHost> _anyDepth = [];

    public PinnedHosts(IEnumerable<KeyValuePair<HostPattern, PinnedHost>> hosts)
    {
        foreach (KeyValuePair<HostPattern, PinnedHost> host in hosts)
        {
            HasPins |= !host.Value.IsExcluded;
            switch (host.Key.Kind)
            {
                case HostPatternKind.OneLabel:
                    _oneLabel.Add(new HostSuffix(host.Key.Host, 0), host.Value);
                    break;
                case HostPatternKind.AnyDepth:
                    _anyDepth.Add(new HostSuffix(host.Key.Host, 0), host.Value);
                    break;
                default:
                    _exact.Add(host.Key.Host, host.Value);
                    break;
            }
        }
    }

    /// <summary>Whether any host is pinned at all.</summary>
    public bool HasPins { get; }

    /// <summary>The most specific declaration for a canonical host: the host itself, then <c>*.</c>, then the longest <c>**.</c>.</summary>
    public PinnedHost? Find(string canonicalHost)
    {
        if (_exact.TryGetValue(canonicalHost, out PinnedHost? host))
        {
            return host;
        }

        int firstDot = canonicalHost.IndexOf('.');
        return firstDot > 0 && _oneLabel.TryGetValue(new HostSuffix(canonicalHost, firstDot + 1), out host)
            ? host
            : FindAnyDepth(canonicalHost);
    }

    private PinnedHost? FindAnyDepth(string canonicalHost)
    {
        int start = 0;
        while (_anyDepth.Count > 0)
        {
            if (_anyDepth.TryGetValue(new HostSuffix(canonicalHost, start), out PinnedHost? host))
            {
                return host;
            }

            int dot = canonicalHost.IndexOf('.', start);
            if (dot < 0)
            {
                break;
            }

            start = dot + 1;
        }

        return null;
    }
}
