using System;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Attacks;

/// <summary>An attacker who can send any certificate, and be issued some, but holds no pinned key.</summary>
public class ChainAttackTests
{
    private const string Host = "pinned.test";

    private static readonly TestAuthority Root = TestAuthority.CreateRoot("Good Root");
    private static readonly TestAuthority Intermediate = Root.CreateIntermediate("Good Intermediate");
    private static readonly X509Certificate2 Leaf = Intermediate.Issue(Host);
    private static readonly TestAuthority RogueRoot = TestAuthority.CreateRoot("Rogue Root");
    private static readonly X509Certificate2 RogueLeaf = RogueRoot.Issue(Host);

    private static readonly X509Certificate2[] GoodChain = [Leaf, Intermediate.Certificate, Root.Certificate];

    // The platform trusts both, as it trusts more than a hundred public authorities.
    private static readonly TestPlatform Platform = new(Root.Certificate, RogueRoot.Certificate);

    private static readonly PinValidator Validator = PinValidator.CreateBuilder()
        .Pin(Host, Pins.OfKey(Leaf), Pins.OfKey(Intermediate.Certificate), Pins.OfKey(Root.Certificate), Pins.OfCertificate(Leaf), Pins.OfCertificate(Intermediate.Certificate), Pins.OfCertificate(Root.Certificate))
        .Build();

    private static readonly PinValidator TrustingValidator = PinValidator.CreateBuilder()
        .Pin(Host, new PinPolicy { TrustPinnedLeaf = true }, Pins.OfKey(Leaf), Pins.OfKey(Intermediate.Certificate), Pins.OfKey(Root.Certificate))
        .Build();

    [Fact]
    public void PinnedChainSentBesideARogueLeaf_IsRejected()
    {
        using X509Chain chain = Platform.Build(RogueLeaf, out SslPolicyErrors errors, GoodChain);

        Assert.Equal(SslPolicyErrors.None, errors);
        AssertRejected(PinValidationStatus.NoMatchingPin, RogueLeaf, chain, errors);
    }

    [Fact]
    public void PinnedChainInAnUnbuiltChain_IsRejected()
    {
        using X509Chain chain = Platform.Unbuilt(GoodChain);

        AssertRejected(PinValidationStatus.NoMatchingPin, RogueLeaf, chain, SslPolicyErrors.None);
        AssertRejected(PinValidationStatus.CertificateErrors, RogueLeaf, chain, SslPolicyErrors.RemoteCertificateChainErrors);
    }

    [Fact]
    public void ForgedIssuerName_IsRejected()
    {
        X509Certificate2 forged = Intermediate.Forge().Issue(Host);
        using X509Chain chain = Platform.Build(forged, out SslPolicyErrors errors, GoodChain);

        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, errors);
        AssertRejected(PinValidationStatus.CertificateErrors, forged, chain, errors);
        AssertRejected(PinValidationStatus.NoMatchingPin, forged, chain, SslPolicyErrors.None);
    }

    [Fact]
    public void IssuerThatIsNoAuthority_IsRejected()
    {
        // Anybody who can buy a certificate from the pinned authority.
        X509Certificate2 bought = Intermediate.Issue("attacker.test");
        X509Certificate2 issued = TestAuthority.WithKeyOf(bought).Issue(Host);
        using X509Chain chain = Platform.Build(issued, out SslPolicyErrors errors, bought, Intermediate.Certificate);

        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, errors);
        AssertRejected(PinValidationStatus.CertificateErrors, issued, chain, errors);
        AssertRejected(PinValidationStatus.NoMatchingPin, issued, chain, SslPolicyErrors.None);
    }

    [Fact]
    public void AuthorityThatMayNotIssueAuthorities_IsRejected()
    {
        // The key of an authority that its root has limited to servers issues an authority of its own.
        TestAuthority limited = Root.CreateIntermediate("Limited", pathLength: 0);
        TestAuthority beyond = limited.CreateIntermediate("Beyond");
        using X509Certificate2 issued = beyond.Issue(Host);
        using X509Chain chain = Platform.Build(issued, out SslPolicyErrors errors, beyond.Certificate, limited.Certificate);

        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, errors);
        AssertRejected(PinValidationStatus.CertificateErrors, issued, chain, errors);
        AssertRejected(PinValidationStatus.NoMatchingPin, issued, chain, SslPolicyErrors.None);
    }

    [Fact]
    public void ChainWhoseErrorsAPolicyHides_CountsForTheLeafAlone()
    {
        // With AllFlags, Build answers true for a forged issuer, and the client reports no errors.
        X509Certificate2 forged = Intermediate.Forge().Issue(Host);
        using X509Chain chain = new() { ChainPolicy = Platform.CreatePolicy() };
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags;
        chain.ChainPolicy.ExtraStore.AddRange(GoodChain);
        chain.Build(forged);

        AssertRejected(PinValidationStatus.NoMatchingPin, forged, chain, SslPolicyErrors.None);
        Assert.True(Validator.Validate(Host, Leaf, chain, SslPolicyErrors.None));
    }

    [Fact]
    public void UnbuiltChainWhosePolicyHidesErrors_IsBuiltWithoutIt()
    {
        X509Certificate2 forged = Intermediate.Forge().Issue(Host);
        using X509Chain chain = Platform.Unbuilt(GoodChain);
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags;

        AssertRejected(PinValidationStatus.NoMatchingPin, forged, chain, SslPolicyErrors.None);
    }

    [Fact]
    public void ChainOfAnotherLeaf_DoesNotCount()
    {
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors, Intermediate.Certificate);

        Assert.Equal(SslPolicyErrors.None, errors);
        AssertRejected(PinValidationStatus.NoMatchingPin, RogueLeaf, chain, errors);
    }

    [Fact]
    public void UnbuiltChain_IsBuiltAndCountsIfItBuilds()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin(Host, Pins.OfKey(Intermediate.Certificate)).Build();
        using X509Chain whole = Platform.Unbuilt(Leaf, Intermediate.Certificate);
        using X509Chain withoutIntermediate = Platform.Unbuilt(Leaf);
        using X509Chain untrusted = new TestPlatform(RogueRoot.Certificate).Unbuilt(GoodChain);

#if !LIBRARY_NETSTANDARD
        // The netstandard2.0 build cannot hand on roots of one's own: there, the platform's decide.
        Assert.True(validator.Validate(Host, Leaf, whole, SslPolicyErrors.None));
        Assert.Equal(3, validator.Evaluate(Host, Leaf, whole, SslPolicyErrors.None).ChainPins.Count);
#endif
        Assert.False(validator.Validate(Host, Leaf, withoutIntermediate, SslPolicyErrors.None));
        Assert.False(validator.Validate(Host, Leaf, untrusted, SslPolicyErrors.None));
        Assert.False(validator.Validate(Host, Leaf, null, SslPolicyErrors.None));
        Assert.Single(validator.Evaluate(Host, Leaf, untrusted, SslPolicyErrors.None).ChainPins);
    }

#if !LIBRARY_NETSTANDARD
    [Fact]
    public void UnbuiltChain_IsBuiltUnderTheDemandsOfItsPolicy()
    {
        AssertBuilds(true, _ => { });
        AssertBuilds(false, policy => policy.RevocationMode = X509RevocationMode.Offline);
        AssertBuilds(false, policy => policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2")));
        AssertBuilds(false, policy => policy.CertificatePolicy.Add(new Oid("1.2.3.4")));
        AssertBuilds(false, policy => policy.CustomTrustStore.Clear());

        static void AssertBuilds(bool isBuilt, Action<X509ChainPolicy> change)
        {
            PinValidator validator = PinValidator.CreateBuilder().Pin(Host, Pins.OfKey(Intermediate.Certificate)).Build();
            using X509Chain chain = Platform.Unbuilt(Intermediate.Certificate);
            change(chain.ChainPolicy);

            Assert.Equal(isBuilt, validator.Validate(Host, Leaf, chain, SslPolicyErrors.None));
            using X509Certificate plain = new X509Certificate(Leaf);
            Assert.Equal(isBuilt, validator.Validate(Host, plain, chain, SslPolicyErrors.None));
        }
    }
#endif

#if !LIBRARY_NETSTANDARD
    [Fact]
    public void RebuiltChain_IsReleasedAndTheCallersIsNot()
    {
        using X509Chain unbuilt = Platform.Unbuilt(Intermediate.Certificate);
        using X509Chain built = Platform.Build(Leaf, out _, Intermediate.Certificate);
        VerifiedChain rebuilt = VerifiedChain.Of(Leaf, unbuilt);
        VerifiedChain taken = VerifiedChain.Of(Leaf, built);
        X509Certificate2 ours = rebuilt[1];
        X509Certificate2 theirs = taken[1];
        rebuilt.Dispose();
        taken.Dispose();

        Assert.Equal(IntPtr.Zero, ours.Handle);
        Assert.NotEqual(IntPtr.Zero, theirs.Handle);
    }
#endif

    [Fact]
    public void RebuiltChain_LeavesTheCallersCertificatesUsable()
    {
        using X509Certificate2 leaf = Load.Der(Leaf.RawData);
        using X509Certificate2 intermediate = Load.Der(Intermediate.Certificate.RawData);
        using X509Chain chain = Platform.Unbuilt(leaf, intermediate);
        for (int i = 0; i < 3; i++)
        {
            Validator.Evaluate(Host, leaf, chain, SslPolicyErrors.None);
            TrustingValidator.Evaluate(Host, leaf, chain, SslPolicyErrors.RemoteCertificateChainErrors);
        }

        Assert.Equal(Leaf.RawData, leaf.RawData);
        Assert.NotEqual(IntPtr.Zero, leaf.Handle);
        Assert.NotEqual(IntPtr.Zero, intermediate.Handle);
        Assert.Empty(chain.ChainElements);
        Assert.Equal(2, chain.ChainPolicy.ExtraStore.Count);
    }

    [Fact]
    public void CertificateForAnotherPurpose_DoesNotBuild()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + Host, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using X509Certificate2 client = request.Create(Root.Certificate, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1]);
        using X509Chain chain = new() { ChainPolicy = Platform.CreatePolicy(usage: null) };

        AssertRejected(PinValidationStatus.NoMatchingPin, client, chain, SslPolicyErrors.None);
    }

    [Fact]
    public void RevocationWithoutAnAnswer_DoesNotSpoilAVerifiedChain()
    {
        // No list can be had for these authorities, and the program asked not to insist on one.
        using X509Chain chain = new() { ChainPolicy = Platform.CreatePolicy() };
        chain.ChainPolicy.RevocationMode = X509RevocationMode.Offline;
        chain.ChainPolicy.RevocationFlag = X509RevocationFlag.EntireChain;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreEndRevocationUnknown | X509VerificationFlags.IgnoreCertificateAuthorityRevocationUnknown | X509VerificationFlags.IgnoreRootRevocationUnknown;
        chain.ChainPolicy.ExtraStore.Add(Intermediate.Certificate);

        Assert.True(chain.Build(Leaf));
        Assert.NotEmpty(chain.ChainStatus);
        Assert.True(PinValidator.CreateBuilder().Pin(Host, Pins.OfKey(Root.Certificate)).Build().Validate(Host, Leaf, chain, SslPolicyErrors.None));
    }

    [Fact]
    public void CertificateWithTheIssuerAndSerialNumberOfThePinnedOne_IsRejected()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 twin = TestAuthority.ServerRequest(key, Host).Create(
            Leaf.IssuerName, X509SignatureGenerator.CreateForECDsa(key), Leaf.NotBefore, Leaf.NotAfter, Leaf.SerialNumberBytes.ToArray());
        using X509Chain chain = Platform.Build(Leaf, out _, Intermediate.Certificate);

        Assert.True(twin.Equals((X509Certificate)Leaf));
        AssertRejected(PinValidationStatus.NoMatchingPin, twin, chain, SslPolicyErrors.None);
    }

    [Fact]
    public void PrivateRoot_IsAPinLikeAnyOther()
    {
        using X509Chain chain = new TestPlatform(Root.Certificate).Build(Leaf, out SslPolicyErrors errors, Intermediate.Certificate);

        Assert.True(PinValidator.CreateBuilder().Pin(Host, Pins.OfKey(Root.Certificate)).Build().Validate(Host, Leaf, chain, errors));
    }

    private static void AssertRejected(PinValidationStatus status, X509Certificate2 leaf, X509Chain chain, SslPolicyErrors errors)
    {
        Assert.False(Validator.Validate(Host, leaf, chain, errors));
        Assert.False(TrustingValidator.Validate(Host, leaf, chain, errors));
        Assert.Equal(status, Validator.Evaluate(Host, leaf, chain, errors).Status);
        Assert.Equal(status, TrustingValidator.Evaluate(Host, leaf, chain, errors).Status);
    }
}
