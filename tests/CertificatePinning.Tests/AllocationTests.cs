#if !LIBRARY_NETSTANDARD
using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests;

/// <summary>Beside the traces, because a trace allocates and switches the event source on for the whole process.</summary>
[Collection("Traces")]
public class AllocationTests
{
    private const string Host = "api.pinned.test";

    private static readonly X509Certificate2 Leaf = TestAuthority.SelfSigned(Host);

    [Theory]
    [InlineData("api.pinned.test", 1)]
    [InlineData("*.pinned.test", 1)]
    [InlineData("**.api.pinned.test", 1000)]
    [InlineData("**.pinned.test", 1000)]
    public void Match_AllocatesNothing(string pattern, int hosts)
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(pattern, Pins.Other, Pins.OfKey(Leaf), Pins.OfCertificate(Leaf));
        for (int i = 1; i < hosts; i++)
        {
            builder.Pin($"host{i}.pinned.test", Pins.Other).Pin($"**.host{i}.test", Pins.Other);
        }

        PinValidator validator = builder.Build();
        HostPinValidator bound = validator.ForHost(Host);
        using HttpRequestMessage request = new(HttpMethod.Get, $"https://{Host}/");

        AssertAllocatesNothing(() => validator.Validate(Host, Leaf, null, SslPolicyErrors.None));
        AssertAllocatesNothing(() => validator.Validate(request, Leaf, null, SslPolicyErrors.None));
        AssertAllocatesNothing(() => bound.Validate(null, Leaf, null, SslPolicyErrors.None));
    }

    private static void AssertAllocatesNothing(Func<bool> validate)
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.True(validate());
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isAccepted = true;
        for (int i = 0; i < 1000; i++)
        {
            isAccepted &= validate();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isAccepted);
    }
}
#endif
