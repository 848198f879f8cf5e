using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests;

public class PinValidatorTests
{
    private const string Host = "pinned.test";

    private static readonly TestAuthority Root = TestAuthority.CreateRoot();
    private static readonly TestAuthority Intermediate = Root.CreateIntermediate();
    private static readonly X509Certificate2 Leaf = Intermediate.Issue(Host);
    private static readonly TestPlatform Platform = new(Root.Certificate);

    [Fact]
    public void PinnedLeaf_IsAccepted()
    {
        PinValidationResult result = Evaluate(Pinned(Pins.OfKey(Leaf)));

        Assert.True(result.IsAllowed);
        Assert.Equal(PinValidationStatus.Matched, result.Status);
        Assert.Equal(Host, result.Host);
        Assert.Equal(Host, result.Pattern);
        Assert.Equal(SslPolicyErrors.None, result.SslPolicyErrors);
        Assert.Equal([Pins.OfKey(Leaf)], result.Pins.Select(pin => pin.ToString()));
        Assert.Equal([Pins.OfKey(Leaf), Pins.OfKey(Intermediate.Certificate), Pins.OfKey(Root.Certificate)], result.ChainPins.Select(pin => pin.ToString()));
    }

    [Fact]
    public void AnyPinOfTheVerifiedChain_IsAccepted()
    {
        foreach (X509Certificate2 certificate in new[] { Leaf, Intermediate.Certificate, Root.Certificate })
        {
            AssertStatus(PinValidationStatus.Matched, isAllowed: true, Pinned(Pins.OfKey(certificate)));
            AssertStatus(PinValidationStatus.Matched, isAllowed: true, Pinned(Pins.OfCertificate(certificate)));
            AssertStatus(PinValidationStatus.Matched, isAllowed: true, Pinned(Pins.Other, Pins.OfKey(certificate), Pins.Another));
            AssertStatus(PinValidationStatus.Matched, isAllowed: true, Pinned("cert-" + Pins.Other, Pins.OfKey(certificate)));
        }
    }

    [Fact]
    public void NoPinOfTheChain_IsRejected()
    {
        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, Pinned(Pins.Other));
        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, Pinned(Pins.Other, Pins.Another));
        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, Pinned("cert-" + Pins.OfKey(Leaf)));
        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, Pinned(Pins.OfCertificate(Leaf)["cert-".Length..]));
    }

    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData((SslPolicyErrors)8)]
    [InlineData((SslPolicyErrors)(-1))]
    public void PolicyErrors_AreRejectedWhateverThePinsSay(SslPolicyErrors errors)
    {
        using X509Chain chain = Platform.Build(Leaf, out _, Intermediate.Certificate);
        foreach (PinPolicy policy in new[] { new PinPolicy(), new PinPolicy { ReportOnly = true }, new PinPolicy { EnforceUntil = DateTimeOffset.MinValue }, new PinPolicy { TrustPinnedLeaf = true } })
        {
            PinValidationResult result = PinValidator.CreateBuilder().Pin(Host, policy, Pins.OfKey(Leaf)).Build().Evaluate(Host, Leaf, chain, errors);
            Assert.False(result.IsAllowed);
            Assert.Equal(PinValidationStatus.CertificateErrors, result.Status);
            Assert.Equal(errors, result.SslPolicyErrors);
        }

        Assert.False(PinValidator.CreateBuilder().Build().Validate(Host, Leaf, chain, errors));
        Assert.False(PinValidator.CreateBuilder().Exclude(Host).Build().Validate(Host, Leaf, chain, errors));
    }

    [Fact]
    public void NoCertificate_IsRejected()
    {
        foreach (PinValidator validator in new[] { Pinned(Pins.OfKey(Leaf)), PinValidator.CreateBuilder().Build() })
        {
            PinValidationResult result = validator.Evaluate(Host, null, null, SslPolicyErrors.None);
            Assert.False(result.IsAllowed);
            Assert.Equal(PinValidationStatus.CertificateErrors, result.Status);
            Assert.Empty(result.ChainPins);
            Assert.Contains("the server sent no certificate", result.ToString());
            Assert.DoesNotContain("hain, leaf to root", result.ToString());
            Assert.False(validator.Validate(Host, null, null, SslPolicyErrors.None));
        }
    }

    [Fact]
    public void UnpinnedHost_IsThePlatformsDecision()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin("other.test", Pins.Other).Build();

        AssertStatus(PinValidationStatus.NotPinned, isAllowed: true, validator);
        Assert.Equal(PinValidationStatus.CertificateErrors, validator.Evaluate(Host, Leaf, null, SslPolicyErrors.RemoteCertificateChainErrors).Status);
        Assert.Null(Evaluate(validator).Pattern);
        Assert.Empty(Evaluate(validator).Pins);
    }

    [Fact]
    public void UnpinnedHost_IsRejectedWhereAskedFor()
    {
        AssertStatus(PinValidationStatus.NotPinned, isAllowed: false, PinValidator.CreateBuilder().RejectUnpinnedHosts().Build());
        AssertStatus(PinValidationStatus.NotPinned, isAllowed: false, PinValidator.CreateBuilder().Pin("other.test", Pins.Other).RejectUnpinnedHosts().Build());
        AssertStatus(PinValidationStatus.Matched, isAllowed: true, PinValidator.CreateBuilder().Pin(Host, Pins.OfKey(Leaf)).RejectUnpinnedHosts().Build());
    }

    [Fact]
    public void ExcludedHost_IsThePlatformsDecision()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin("**.test.example", Pins.Other).Exclude(Host).RejectUnpinnedHosts().Build();

        AssertStatus(PinValidationStatus.NotPinned, isAllowed: true, validator);
        Assert.Equal(Host, Evaluate(validator).Pattern);
        Assert.False(validator.Validate(Host, Leaf, null, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://pinned.test")]
    [InlineData("pinned.test:443")]
    [InlineData("pinned..test")]
    [InlineData("*.pinned.test")]
    [InlineData("pinned.test\r\nlog: forged")]
    public void UnknownHost_IsRejectedWhereAnythingIsPinned(string? host)
    {
        PinValidationResult result = Pinned(Pins.OfKey(Leaf)).Evaluate(host, Leaf, null, SslPolicyErrors.None);

        Assert.False(result.IsAllowed);
        Assert.Equal(PinValidationStatus.HostUnknown, result.Status);
        Assert.DoesNotContain('\r', result.ToString());
        Assert.DoesNotContain("\nlog", result.ToString());
        Assert.True(PinValidator.CreateBuilder().Build().Validate(host, Leaf, null, SslPolicyErrors.None));
        Assert.True(PinValidator.CreateBuilder().Exclude("a.test").Build().Validate(host, Leaf, null, SslPolicyErrors.None));
        Assert.False(PinValidator.CreateBuilder().RejectUnpinnedHosts().Build().Validate(host, Leaf, null, SslPolicyErrors.None));
    }

    [Fact]
    public void UnknownHost_HasNoPatternThoughItEndsLikeOne()
    {
        PinValidationResult result = PinValidator.CreateBuilder().Pin("**.pinned.test", Pins.OfKey(Leaf)).Build().Evaluate("a..pinned.test", Leaf, null, SslPolicyErrors.None);

        Assert.Equal(PinValidationStatus.HostUnknown, result.Status);
        Assert.Null(result.Pattern);
        Assert.Empty(result.Pins);
    }

    [Fact]
    public void UnknownHost_IsRejectedHoweverManyHostsArePinned()
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder();
        for (int i = 0; i < 4; i++)
        {
            builder.Pin($"host{i}.test", Pins.OfKey(Leaf));
            Assert.False(builder.Build().Validate(null, Leaf, null, SslPolicyErrors.None));
        }
    }

    [Fact]
    public void Result_NamesTheCanonicalHost() => Assert.Equal(Host, Pinned(Pins.Other).Evaluate("PINNED.test.", Leaf, null, SslPolicyErrors.None).Host);

    [Fact]
    public void ReportOnly_ForgivesAMismatchAndReportsIt()
    {
        List<PinValidationResult> reports = [];
        PinValidator validator = PinValidator.CreateBuilder().Pin(Host, new PinPolicy { ReportOnly = true }, Pins.Other).OnFailure(reports.Add).ThrowOnFailure().Build();

        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: true, validator);
        Assert.True(Validate(validator));
        Assert.True(Assert.Single(reports).IsAllowed);
        Assert.Contains("ReportOnly", reports[0].ToString());
    }

    [Fact]
    public void ReportOnly_DoesNotForgiveABrokenChainOrAnUnknownHost()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin(Host, new PinPolicy { ReportOnly = true }, Pins.Other).Build();

        Assert.False(validator.Validate(Host, Leaf, null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(validator.Validate(null, Leaf, null, SslPolicyErrors.None));
    }

    [Fact]
    public void EnforceUntil_HoldsToTheInstant()
    {
        DateTimeOffset until = new(2030, 1, 1, 2, 0, 0, TimeSpan.FromHours(2));
        DateTimeOffset now = until;
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(Host, new PinPolicy { EnforceUntil = until }, Pins.Other);
        builder.Clock = () => now;
        PinValidator validator = builder.Build();

        now = until.AddTicks(-1);
        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, validator);
        now = until;
        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, validator);
        now = until.AddTicks(1).ToUniversalTime();
        AssertStatus(PinValidationStatus.PolicyExpired, isAllowed: true, validator);
        Assert.Contains("2030-01-01 00:00:00Z", Evaluate(validator).ToString());
        Assert.False(validator.Validate(Host, Leaf, null, SslPolicyErrors.RemoteCertificateChainErrors));
    }

#if !LIBRARY_NETSTANDARD
    [Fact]
    public void TimeProvider_IsTheClock()
    {
        DateTimeOffset until = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        PinPolicy policy = new() { EnforceUntil = until };
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(Host, policy, Pins.Other);

        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, builder.UseTimeProvider(new FixedTime(until)).Build());
        AssertStatus(PinValidationStatus.PolicyExpired, isAllowed: true, builder.UseTimeProvider(new FixedTime(until.AddTicks(1))).Build());
        Assert.Throws<ArgumentNullException>("timeProvider", () => builder.UseTimeProvider(null!));
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
#endif

    [Fact]
    public void ExpiredPolicy_IsReportedAndItsPinsStillMatch()
    {
        List<PinValidationResult> reports = [];
        PinPolicy policy = new() { EnforceUntil = DateTimeOffset.UnixEpoch, ReportOnly = true };
        PinValidator expired = PinValidator.CreateBuilder().Pin(Host, policy, Pins.Other).OnFailure(reports.Add).Build();

        Assert.True(Validate(expired));
        Assert.Equal(PinValidationStatus.PolicyExpired, Assert.Single(reports).Status);
        AssertStatus(PinValidationStatus.Matched, isAllowed: true, PinValidator.CreateBuilder().Pin(Host, policy, Pins.OfKey(Leaf)).Build());
    }

    [Fact]
    public void Failure_IsReportedOnceAndSuccessNever()
    {
        List<string> reports = [];
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(Host, Pins.OfKey(Leaf)).OnFailure(_ => reports.Add("first")).OnFailure(_ => reports.Add("second"));

        Assert.True(Validate(builder.Build()));
        Assert.True(builder.Build().Validate("unpinned.test", Leaf, null, SslPolicyErrors.None));
        Assert.Empty(reports);
        Assert.False(builder.Build().Validate(Host, Leaf, null, SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.Equal(["first", "second"], reports);
    }

    [Fact]
    public void Evaluate_ReportsToNobodyAndDoesNotThrow()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin(Host, Pins.Other).ThrowOnFailure().OnFailure(_ => throw new InvalidOperationException()).Build();

        AssertStatus(PinValidationStatus.NoMatchingPin, isAllowed: false, validator);
    }

    [Fact]
    public void FailingCallback_ChangesNothing()
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(Host, Pins.Other).Pin("b.test", new PinPolicy { ReportOnly = true }, Pins.Other).OnFailure(_ => throw new InvalidOperationException());

        Assert.False(Validate(builder.Build()));
        Assert.True(builder.Build().Validate("b.test", Leaf, null, SslPolicyErrors.None));
        Assert.Throws<CertificatePinningException>(() => Validate(builder.ThrowOnFailure().Build()));
    }

    [Fact]
    public void FailingCallback_DoesNotSilenceTheNext()
    {
        List<string> reports = [];
        PinValidator validator = PinValidator.CreateBuilder().Pin(Host, Pins.Other)
            .OnFailure(_ => throw new InvalidOperationException()).OnFailure(_ => reports.Add("second")).Build();

        Assert.False(Validate(validator));
        Assert.Equal(["second"], reports);
    }

    [Fact]
    public void BuiltValidator_DoesNotChangeWithItsBuilder()
    {
        List<PinValidationResult> reports = [];
        PinValidatorBuilder builder = PinValidator.CreateBuilder();
        PinValidator validator = builder.Build();
        builder.Pin(Host, Pins.Other).RejectUnpinnedHosts().ThrowOnFailure().OnFailure(reports.Add);

        Assert.True(Validate(validator));
        Assert.False(validator.IsPinned(Host));
        Assert.False(validator.Validate(Host, Leaf, null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.Empty(reports);
    }

    [Fact]
    public void ThrowMode_ThrowsTheWholeStory()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin(Host, Pins.Other).ThrowOnFailure().Build();

        CertificatePinningException exception = Assert.Throws<CertificatePinningException>(() => Validate(validator));
        Assert.Equal(PinValidationStatus.NoMatchingPin, exception.Result.Status);
        Assert.Equal(exception.Result.ToString(), exception.Message);
        Assert.Null(exception.InnerException);
        Assert.Throws<CertificatePinningException>(() => validator.ForHost(Host).Validate(null, Leaf, null, SslPolicyErrors.None));
        Assert.Throws<ArgumentNullException>("result", () => new CertificatePinningException(null!));
        Assert.Same(exception.Result, new CertificatePinningException(exception.Result).Result);
    }

    [Fact]
    public void AnyException_Rejects()
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin(Host, new PinPolicy { ReportOnly = true }, Pins.Other);
        builder.Clock = () => throw new InvalidOperationException("no\nclock");

        Assert.False(Validate(builder.Build()));
        PinValidationResult result = Evaluate(builder.Build());
        Assert.False(result.IsAllowed);
        Assert.Equal(PinValidationStatus.CertificateErrors, result.Status);
        Assert.Equal(Host, result.Host);
        Assert.Contains("InvalidOperationException: no?clock", result.ToString());
        CertificatePinningException exception = Assert.Throws<CertificatePinningException>(() => Validate(builder.ThrowOnFailure().Build()));
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    [Fact]
    public void DisposedCertificate_IsRejected()
    {
        X509Certificate2 disposed = Load.Der(Leaf.RawData);
        disposed.Dispose();

        Assert.False(Pinned(Pins.OfKey(Leaf)).Validate(Host, disposed, null, SslPolicyErrors.None));
        Assert.False(Pinned(Pins.OfKey(Leaf)).Evaluate(Host, disposed, null, SslPolicyErrors.None).IsAllowed);
    }

    [Fact]
    public void Result_StaysUsableAfterTheCertificatesAreGone()
    {
        PinValidationResult result;
        using (X509Certificate2 leaf = Load.Der(Leaf.RawData))
        using (X509Chain chain = Platform.Build(leaf, out SslPolicyErrors errors, Intermediate.Certificate))
        {
            result = Pinned(Pins.Other).Evaluate(Host, leaf, chain, errors);
        }

        Assert.Equal(3, result.ChainPins.Count);
        Assert.Contains("CN=" + Host, result.ToString());
    }

    [Fact]
    public void FailureText_HoldsWhatThereIsToCopy()
    {
        string text = Evaluate(PinValidator.CreateBuilder().Pin("**.pinned.test", Pins.Other, Pins.Another).Build()).ToString();

        Assert.Equal(
            $"""
            Certificate pinning rejected the connection to pinned.test: no certificate of its verified chain matches a pin.
              Pattern: **.pinned.test
              Policy errors: None
              Verified chain, leaf to root:
                {Pins.OfKey(Leaf)}  CN=pinned.test
                {Pins.OfKey(Intermediate.Certificate)}  CN=Test Intermediate
                {Pins.OfKey(Root.Certificate)}  CN=Test Root
              Configured pins:
                {Pins.Other}
                {Pins.Another}
            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void FailureTextOfAnUnverifiedServer_ListsItsOwnKeyAndSaysSo()
    {
        using X509Chain chain = new TestPlatform(TestAuthority.CreateRoot("Somebody").Certificate).Build(Leaf, out SslPolicyErrors errors, Intermediate.Certificate, Root.Certificate);
        string text = PinValidator.CreateBuilder().RejectUnpinnedHosts().Build().Evaluate(Host, Leaf, chain, errors).ToString();

        Assert.Equal(
            $"""
            Certificate pinning rejected the connection to pinned.test: the platform does not accept the server's certificate.
              Policy errors: RemoteCertificateChainErrors
              The server's certificate, which was not verified:
                {Pins.OfKey(Leaf)}  CN=pinned.test
            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void EveryStatus_HasItsSentence()
    {
        Assert.StartsWith("Certificate pinning accepted the connection to pinned.test: the server holds a pinned key.", Evaluate(Pinned(Pins.OfKey(Leaf))).ToString());
        Assert.Contains(": the host is not pinned, and the platform accepts its certificate.", Evaluate(PinValidator.CreateBuilder().Build()).ToString());
        Assert.Contains("hosts without pins are rejected; if this is the server you mean, pin one of its keys.", Evaluate(PinValidator.CreateBuilder().RejectUnpinnedHosts().Build()).ToString());
        Assert.Contains("an unknown host: the host could not be told from the sender", Pinned(Pins.Other).Evaluate(null, Leaf, null, SslPolicyErrors.None).ToString());
    }

    [Fact]
    public void Subject_CannotForgeALogLine()
    {
        using X509Certificate2 hostile = KnownCertificates.WithSubject("evil\n  Configured pins:\u2028\u2029\u0007");
        string text = Pinned(Pins.Other).Evaluate(Host, hostile, null, SslPolicyErrors.None).ToString();

        Assert.Contains("evil?  Configured pins:???", text);
    }

    [Fact]
    public void Subject_CannotTurnOrFloodALogLine()
    {
        // U+202E shows what follows it backwards, and with it the pin that is read from the screen.
        Assert.Equal("a?b?c?d", PeerPins.Printable("a\u202eb\u200bc\u2066d"));
        Assert.Equal("Bücher, 書籍 😀", PeerPins.Printable("Bücher, 書籍 😀"));
        Assert.Equal(new string('a', 300), PeerPins.Printable(new string('a', 300)));
        Assert.Equal(new string('a', 300) + "…", PeerPins.Printable(new string('a', 100_000)));
    }

    [Fact]
    public void BaseClassCertificate_IsJudgedLikeAnyOther()
    {
        using X509Certificate plain = new X509Certificate(Leaf);
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors, Intermediate.Certificate);

        Assert.True(Pinned(Pins.OfKey(Leaf)).Validate(Host, plain, null, SslPolicyErrors.None));
        Assert.True(Pinned(Pins.OfKey(Root.Certificate)).Validate(Host, plain, chain, errors));
        Assert.False(Pinned(Pins.Other).Validate(Host, plain, chain, errors));
    }

    [Fact]
    public void BoundValidator_TakesThePinsOfItsHostWhateverTheSenderSays()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin("a.test", Pins.OfKey(Leaf)).Pin("b.test", Pins.Other).Build();

        Assert.True(validator.ForHost("A.test.").Validate("b.test", Leaf, null, SslPolicyErrors.None));
        Assert.False(validator.ForHost("b.test").Validate("a.test", Leaf, null, SslPolicyErrors.None));
        Assert.False(validator.ForHost("a.test").Validate("a.test", Leaf, null, SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.True(validator.ForHost("c.test").Validate("b.test", Leaf, null, SslPolicyErrors.None));
    }

    private static PinValidator Pinned(params string[] pins) => PinValidator.CreateBuilder().Pin(Host, pins).Build();

    private static PinValidationResult Evaluate(PinValidator validator)
    {
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors, Intermediate.Certificate);
        return validator.Evaluate(Host, Leaf, chain, errors);
    }

    private static bool Validate(PinValidator validator)
    {
        using X509Chain chain = Platform.Build(Leaf, out SslPolicyErrors errors, Intermediate.Certificate);
        return validator.Validate(Host, Leaf, chain, errors);
    }

    private static void AssertStatus(PinValidationStatus status, bool isAllowed, PinValidator validator)
    {
        PinValidationResult result = Evaluate(validator);
        Assert.Equal(status, result.Status);
        Assert.Equal(isAllowed, result.IsAllowed);
    }
}
