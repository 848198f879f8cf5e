using System;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Attacks;

public class TrustPinnedLeafTests
{
    private const string Host = "private.test";

    private static readonly X509Certificate2 Leaf = TestAuthority.SelfSigned(Host);
    private static readonly TestPlatform Platform = new(TestAuthority.CreateRoot().Certificate);

    [Fact]
    public void SelfSignedServer_NeedsThePolicy()
    {
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors);

        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, errors);
        Assert.False(PinValidator.CreateBuilder().Pin(Host, Pins.OfKey(Leaf)).Build().Validate(Host, Leaf, chain, errors));
        Assert.True(Trusting(Pins.OfKey(Leaf)).Validate(Host, Leaf, chain, errors));
        Assert.True(Trusting(Pins.OfCertificate(Leaf)).Validate(Host, Leaf, chain, errors));
        Assert.Equal(PinValidationStatus.Matched, Trusting(Pins.OfKey(Leaf)).Evaluate(Host, Leaf, chain, errors).Status);
    }

    [Fact]
    public void LeafThatIsNotPinned_IsRejected()
    {
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors);

        Assert.False(Trusting(Pins.Other).Validate(Host, Leaf, chain, errors));
        Assert.False(Trusting(Pins.OfKey(Leaf)).Validate("unpinned.test", Leaf, chain, errors));
        Assert.False(Trusting(Pins.OfKey(Leaf)).Validate(null, Leaf, chain, errors));
    }

    [Fact]
    public void PinnedAuthority_DoesNotMakeItsLeavesTrusted()
    {
        TestAuthority authority = TestAuthority.CreateRoot("Private Root");
        using X509Certificate2 leaf = authority.Issue(Host);
        using X509Chain chain = Platform.Build(leaf, out SslPolicyErrors errors, authority.Certificate);

        Assert.False(Trusting(Pins.OfKey(authority.Certificate)).Validate(Host, leaf, chain, errors));
        Assert.True(Trusting(Pins.OfKey(leaf)).Validate(Host, leaf, chain, errors));
    }

    [Fact]
    public void PartialChain_IsForgiven()
    {
        using X509Certificate2 leaf = TestAuthority.CreateRoot("Private Root").CreateIntermediate().Issue(Host);
        using X509Chain chain = Platform.Build(leaf, out SslPolicyErrors errors);

        Assert.Contains(chain.ChainStatus, status => status.Status == X509ChainStatusFlags.PartialChain);
        Assert.True(Trusting(Pins.OfKey(leaf)).Validate(Host, leaf, chain, errors));
    }

    [Fact]
    public void NameMismatch_IsRejected()
    {
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors);

        Assert.False(Trusting(Pins.OfKey(Leaf)).Validate(Host, Leaf, chain, errors | SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.False(Trusting(Pins.OfKey(Leaf)).Validate(Host, Leaf, chain, SslPolicyErrors.RemoteCertificateNameMismatch));
    }

    [Theory]
    [InlineData(Host, true)]
    [InlineData("other.test", false)]
    public void NameMismatchThatThePlatformCallsAChainError_IsRejected(string certifiedHost, bool isAccepted)
    {
        // Apple's handlers do not tell the two apart.
        using X509Certificate2 leaf = TestAuthority.SelfSigned(certifiedHost);
        using X509Chain chain = Platform.Build(leaf, out SslPolicyErrors errors);
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(Host, new PinPolicy { TrustPinnedLeaf = true }, Pins.OfKey(leaf));

        Assert.False(builder.HidesNameMismatch);
        Assert.True(builder.Build().Validate(Host, leaf, chain, errors));
        builder.HidesNameMismatch = true;
#if LIBRARY_NETSTANDARD
        // The netstandard2.0 build cannot ask a certificate for its names.
        Assert.False(isAccepted && builder.Build().Validate(Host, leaf, chain, errors));
#else
        Assert.Equal(isAccepted, builder.Build().Validate(Host, leaf, chain, errors));
#endif
    }

    [Theory]
    [InlineData(-10, -5)]
    [InlineData(5, 10)]
    public void CertificateOutOfDate_IsRejected(int fromDays, int toDays)
    {
        using X509Certificate2 leaf = TestAuthority.SelfSigned(DateTimeOffset.UtcNow.AddDays(fromDays), DateTimeOffset.UtcNow.AddDays(toDays), Host);
        using X509Chain chain = Platform.Build(leaf, out SslPolicyErrors errors);
        using X509Chain unbuilt = Platform.Unbuilt();

        Assert.False(Trusting(Pins.OfKey(leaf)).Validate(Host, leaf, chain, errors));
        Assert.False(Trusting(Pins.OfKey(leaf)).Validate(Host, leaf, unbuilt, errors));
    }

    [Fact]
    public void Dates_AreCheckedByTheValidatorToo()
    {
        // Android says "partial chain" alone for an expired certificate, so the platform's word is not enough.
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(Host, new PinPolicy { TrustPinnedLeaf = true }, Pins.OfKey(Leaf));
        builder.Clock = () => now;
        PinValidator validator = builder.Build();

        now = new DateTimeOffset(Leaf.NotBefore);
        Assert.True(validator.Validate(Host, Leaf, chain, errors));
        now = new DateTimeOffset(Leaf.NotBefore).AddTicks(-1);
        Assert.False(validator.Validate(Host, Leaf, chain, errors));
        now = new DateTimeOffset(Leaf.NotAfter);
        Assert.True(validator.Validate(Host, Leaf, chain, errors));
        now = new DateTimeOffset(Leaf.NotAfter).AddTicks(1);
        Assert.False(validator.Validate(Host, Leaf, chain, errors));
    }

    [Fact]
    public void ForgedSignature_IsNotForgiven()
    {
        // The pinned key is the leaf's own, but the platform says more than that nobody vouches for it.
        TestAuthority authority = TestAuthority.CreateRoot("Private Root");
        using X509Certificate2 forged = authority.Forge().Issue(Host);
        using X509Chain chain = new TestPlatform(authority.Certificate).Build(forged, out SslPolicyErrors errors);

        Assert.Contains(chain.ChainStatus, status => status.Status == X509ChainStatusFlags.NotSignatureValid);
        Assert.False(Trusting(Pins.OfKey(forged)).Validate(Host, forged, chain, errors));
    }

    [Fact]
    public void UnbuiltChain_IsBuiltToFindOutWhatIsWrong()
    {
        using X509Chain unbuilt = Platform.Unbuilt();

        Assert.True(Trusting(Pins.OfKey(Leaf)).Validate(Host, Leaf, unbuilt, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.True(Trusting(Pins.OfKey(Leaf)).Validate(Host, Leaf, null, SslPolicyErrors.RemoteCertificateChainErrors));
    }

#if !LIBRARY_NETSTANDARD
    [Fact]
    public void ErrorsThatNobodyCanName_AreNotForgiven()
    {
        // The chain builds, and still the platform says that something is wrong with it: pins of its own, on Android.
        using X509Chain unbuilt = new TestPlatform(Leaf).Unbuilt();

        Assert.False(Trusting(Pins.OfKey(Leaf)).Validate(Host, Leaf, unbuilt, SslPolicyErrors.RemoteCertificateChainErrors));
    }
#endif

    [Fact]
    public void ChainOfAnotherCertificate_SaysNothing()
    {
        using X509Certificate2 other = TestAuthority.SelfSigned(Host);
        using X509Chain chain = Platform.Build(other, out SslPolicyErrors errors);

        Assert.False(Trusting(Pins.OfKey(Leaf)).Validate(Host, Leaf, chain, errors));
    }

    [Fact]
    public void ReportOnly_DoesNotTrustALeafThatIsNotPinned()
    {
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors);
        PinPolicy policy = new() { TrustPinnedLeaf = true, ReportOnly = true, EnforceUntil = DateTimeOffset.UnixEpoch };

        Assert.False(PinValidator.CreateBuilder().Pin(Host, policy, Pins.Other).Build().Validate(Host, Leaf, chain, errors));
        Assert.True(PinValidator.CreateBuilder().Pin(Host, policy, Pins.OfKey(Leaf)).Build().Validate(Host, Leaf, chain, errors));
    }

    private static PinValidator Trusting(string pin) => PinValidator.CreateBuilder().Pin(Host, new PinPolicy { TrustPinnedLeaf = true }, pin).Build();
}
