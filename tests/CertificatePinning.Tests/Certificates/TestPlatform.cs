using System;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CertificatePinning.Tests.Certificates;

/// <summary>
/// A platform that trusts roots of the test's choice: builds chains as the real one does, and says what is wrong with them.
/// </summary>
internal sealed class TestPlatform(params X509Certificate2[] roots)
{
    /// <summary>The policy for clients that take one; for servers' certificates unless it is to be for any.</summary>
    public X509ChainPolicy CreatePolicy(string? usage = "1.3.6.1.5.5.7.3.1")
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        if (usage is not null)
        {
            policy.ApplicationPolicy.Add(new Oid(usage));
        }

        return policy;
    }

    /// <summary>The chain that the platform would hand to a callback, where the peer sent these certificates beside its own.</summary>
    public X509Chain Build(X509Certificate2 leaf, out SslPolicyErrors errors, params X509Certificate2[] sent)
    {
        X509Chain chain = new() { ChainPolicy = CreatePolicy() };
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        errors = chain.Build(leaf) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
        return chain;
    }

    /// <summary>A chain as .NET for Android hands it over: never built, with what the peer sent in its extra store.</summary>
    public X509Chain Unbuilt(params X509Certificate2[] sent)
    {
        X509Chain chain = new() { ChainPolicy = CreatePolicy() };
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        return chain;
    }

    /// <summary>
    /// The callback of a client that takes no policy, such as <c>HttpClientHandler</c>: judges the chain anew with the test's
    /// roots, then asks the validator with everything else as the client handed it over.
    /// </summary>
    public bool Ask(RemoteCertificateValidationCallback validate, object? sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        X509Certificate2[] sent = new X509Certificate2[chain!.ChainPolicy.ExtraStore.Count];
        chain.ChainPolicy.ExtraStore.CopyTo(sent, 0);
        using X509Chain trusted = Build((X509Certificate2)certificate!, out SslPolicyErrors chainErrors, sent);
        return validate(sender!, certificate, trusted, (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) | chainErrors);
    }
}
