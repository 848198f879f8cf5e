using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace Shop.Http;

/// <summary>The decision is another object's: nothing is known about it here, and nothing is said.</summary>
public sealed class InjectedDecision
{
    private readonly ICertificateDecision _decision;
    private readonly Func<X509Certificate2, bool> _isTrusted;

    public InjectedDecision(ICertificateDecision decision, Func<X509Certificate2, bool> isTrusted)
    {
        _decision = decision;
        _isTrusted = isTrusted;
    }

    public HttpClientHandler CreateHandler() => new()
    {
        ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => _decision.Decide(request.RequestUri!, certificate, chain, errors),
    };

    public HttpClientHandler CreateHandlerByFunction() => new()
    {
        ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
            errors is SslPolicyErrors.None && certificate is { } leaf && _isTrusted(leaf),
    };

    public Func<X509Certificate2, SslPolicyErrors, Task<bool>> CreateAsynchronous() => async (certificate, errors) =>
    {
        if (errors != SslPolicyErrors.None)
        {
            return false;
        }

        return await _decision.DecideAsync(certificate).ConfigureAwait(false);
    };

    public interface ICertificateDecision
    {
        bool Decide(Uri address, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors);

        Task<bool> DecideAsync(X509Certificate2 certificate);
    }
}
