using System;

namespace CertificatePinning;

/// <summary>The end of a host name, as a key that is looked up without being cut out of the name.</summary>
internal readonly struct HostSuffix : IEquatable<HostSuffix>
{
    private readonly string _host;
    private readonly int _start;

    public HostSuffix(string host, int start)
    {
        _host = host;
        _start = start;
    }

    private int Length => _host.Length - _start;

    /// <inheritdoc/>
    public bool Equals(HostSuffix other) =>
        Length == other.Length && string.CompareOrdinal(_host, _start, other._host, other._start, Length) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HostSuffix other && Equals(other);

    /// <inheritdoc/>
    // FNV-1a. The keys are the program's own patterns, so nobody can choose them to collide.
    public override int GetHashCode()
    {
        uint hash = 2166136261;
        for (int i = _start; i < _host.Length; i++)
        {
            hash = unchecked((hash ^ _host[i]) * 16777619);
        }

        return unchecked((int)hash);
    }
}
