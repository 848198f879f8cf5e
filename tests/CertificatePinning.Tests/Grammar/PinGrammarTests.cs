using System;
using System.Linq;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests.Grammar;

public class PinGrammarTests
{
    // SHA-256 of "nobody", in every notation that somebody writes it in.
    private static readonly string Digest = Pins.Other["sha256/".Length..];
    private static readonly byte[] Bytes = Convert.FromBase64String(Digest);
    private static readonly string Hex = Convert.ToHexString(Bytes);
    private static readonly string Colons = string.Join(":", Bytes.Select(value => value.ToString("X2")));

    [Fact]
    public void KeyPin_IsRead()
    {
        PinText pin = PinGrammar.Read("sha256/" + Digest);

        Assert.True(pin.IsValid);
        Assert.False(pin.IsWholeCertificate);
        Assert.Equal(Bytes, pin.Digest);
        Assert.Null(pin.Problem);
        Assert.Null(pin.Suggestion);
    }

    [Fact]
    public void CertificatePin_IsRead()
    {
        PinText pin = PinGrammar.Read("cert-sha256/" + Digest);

        Assert.True(pin.IsValid);
        Assert.True(pin.IsWholeCertificate);
        Assert.Equal(Bytes, pin.Digest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    public void Nothing_IsRefused(string? text) => AssertDefect(PinDefect.Empty, text);

    [Fact]
    public void WhiteSpaceAround_IsRefusedWithSuggestion() => AssertRewritten(PinDefect.WhiteSpace, " sha256/" + Digest + "\n", "sha256/" + Digest);

    [Fact]
    public void WhiteSpaceInside_IsRefusedWithSuggestion() => AssertRewritten(PinDefect.WhiteSpace, "sha256/" + Digest.Insert(20, "\n "), "sha256/" + Digest);

    [Fact]
    public void WhiteSpaceInsideOfNoPin_HasNoSuggestion() => AssertDefect(PinDefect.WhiteSpace, "sha256/AAAA AAAA");

    [Fact]
    public void WhiteSpaceAroundAnotherNotation_IsRewritten() => AssertRewritten(PinDefect.CurlNotation, " sha256//" + Digest, "sha256/" + Digest);

    [Fact]
    public void Curl_IsRewritten() => AssertRewritten(PinDefect.CurlNotation, "sha256//" + Digest, "sha256/" + Digest);

    [Fact]
    public void CurlOfNoDigest_HasNoSuggestion() => AssertDefect(PinDefect.CurlNotation, "sha256//AAAA");

    [Fact]
    public void DigestThatStartsWithASlash_IsNotTakenForCurls()
    {
        const string Slash = "/+//++//++//++//++//++//++//++//++//++//++8=";
        Assert.True(PinGrammar.Read("sha256/" + Slash).IsValid);
        AssertRewritten(PinDefect.CurlNotation, "sha256//" + Slash, "sha256/" + Slash);
        AssertDefect(PinDefect.CurlNotation, "sha256//" + Slash[..40]);
    }

    [Fact]
    public void ManySlashes_AreRefused() => AssertDefect(PinDefect.CurlNotation, "sha256" + new string('/', 1_000_000));

    [Theory]
    [InlineData("pin-sha256=\"{0}\"")]
    [InlineData("pin-sha256={0}")]
    [InlineData("Pin-SHA256=\"{0}\"")]
    public void Hpkp_IsRewritten(string format) => AssertRewritten(PinDefect.HpkpNotation, string.Format(format, Digest), "sha256/" + Digest);

    [Fact]
    public void HpkpOfNoDigest_HasNoSuggestion() => AssertDefect(PinDefect.HpkpNotation, "pin-sha256=\"…\"");

    [Fact]
    public void Fingerprint_IsRewritten() => AssertRewritten(PinDefect.HexNotation, Colons, "cert-sha256/" + Digest);

    [Fact]
    public void OtherNotations_SayHowToWriteThem()
    {
        Assert.Equal($"it is written as in the HPKP header; write 'sha256/{Digest}'", PinGrammar.Read($"pin-sha256=\"{Digest}\"").Problem);
        Assert.Equal("it is written as in the HPKP header; write 'sha256/' and what stands between the quotes", PinGrammar.Read("pin-sha256=\"…\"").Problem);
        Assert.Equal($"it is written as curl writes it, with two slashes; write 'sha256/{Digest}'", PinGrammar.Read("sha256//" + Digest).Problem);
        Assert.Equal("it is written as curl writes it, with two slashes; write 'sha256/' with one", PinGrammar.Read("sha256//AAAA").Problem);
        Assert.StartsWith("'=' stands where base64 has none", PinGrammar.Read("sha256/AA=A").Problem);
        Assert.StartsWith("the character '!' is not of the base64 alphabet", PinGrammar.Read("sha256/AA!A").Problem);
        Assert.StartsWith("SHA-384 is not supported", PinGrammar.Read("sha-384/AAAA").Problem);
    }

    [Fact]
    public void FingerprintWithOneWrongDigit_IsNoFingerprint()
    {
        for (int i = 0; i < Hex.Length; i++)
        {
            AssertDefect(PinDefect.UnknownNotation, string.Concat(Hex.AsSpan(0, i), "!", Hex.AsSpan(i + 1)));
        }

        for (int i = 0; i < Colons.Length; i++)
        {
            Assert.NotEqual(PinDefect.HexNotation, PinGrammar.Read(string.Concat(Colons.AsSpan(0, i), "!", Colons.AsSpan(i + 1))).Defect);
        }
    }

    [Fact]
    public void FingerprintBehindItsLabelAlone_IsRewritten() => AssertRewritten(PinDefect.HexNotation, "Fingerprint=" + Colons, "cert-sha256/" + Digest);

    [Fact]
    public void SeparatorInFront_IsNoPin() => AssertDefect(PinDefect.SeveralPins, ";sha256/" + Digest);

    [Fact]
    public void FingerprintInLowerCaseWithoutColons_IsRewritten() => AssertRewritten(PinDefect.HexNotation, Hex.ToLowerInvariant(), "cert-sha256/" + Digest);

    [Fact]
    public void FingerprintAsOpenSslPrintsIt_IsRewritten() => AssertRewritten(PinDefect.HexNotation, "sha256 Fingerprint=" + Colons, "cert-sha256/" + Digest);

    [Fact]
    public void HexBehindPrefix_KeepsTheKind()
    {
        AssertRewritten(PinDefect.HexNotation, "sha256/" + Hex, "sha256/" + Digest);
        AssertRewritten(PinDefect.HexNotation, "sha256/" + Colons, "sha256/" + Digest);
        AssertRewritten(PinDefect.HexNotation, "cert-sha256/" + Colons, "cert-sha256/" + Digest);
    }

    [Theory]
    [InlineData("AB:CD:")]
    [InlineData("AB-CD")]
    [InlineData("AB:CDE")]
    [InlineData("ABC")]
    [InlineData("A")]
    [InlineData("AB:C:DE")]
    [InlineData("GG:GG")]
    [InlineData("AB:CDxEF")]
    [InlineData("AG")]
    [InlineData("GA")]
    public void BrokenHex_IsNoFingerprint(string text) => AssertDefect(PinDefect.UnknownNotation, text);

    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(48)]
    [InlineData(64)]
    public void FingerprintOfAnotherDigest_IsRefused(int length) => AssertDefect(PinDefect.OtherDigest, Convert.ToHexString(new byte[length]));

    [Fact]
    public void FingerprintOfNoDigest_IsUnknown() => AssertDefect(PinDefect.UnknownNotation, Convert.ToHexString(new byte[19]));

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB")]
    [InlineData("\n-----BEGIN PUBLIC KEY-----\nMIIB")]
    public void Pem_IsRefused(string text) => AssertDefect(PinDefect.PemText, text);

    [Theory]
    [InlineData("md5")]
    [InlineData("sha1")]
    [InlineData("SHA1")]
    [InlineData("sha-1")]
    [InlineData("sha224")]
    [InlineData("sha-224")]
    [InlineData("sha-384")]
    [InlineData("cert-md5")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    [InlineData("sha-512")]
    [InlineData("cert-sha1")]
    [InlineData("cert-sha512")]
    public void OtherDigest_IsRefused(string name) => AssertDefect(PinDefect.OtherDigest, name + "/" + Digest);

    [Theory]
    [InlineData("SHA256/", "sha256/")]
    [InlineData("Sha256/", "sha256/")]
    [InlineData("sha-256/", "sha256/")]
    [InlineData("SHA-256/", "sha256/")]
    [InlineData("CERT-SHA256/", "cert-sha256/")]
    [InlineData("cert-sha-256/", "cert-sha256/")]
    public void PrefixInOtherLetters_IsRewritten(string written, string right) => AssertRewritten(PinDefect.PrefixSpelling, written + Digest, right + Digest);

    [Fact]
    public void DigestWithoutPrefix_IsRefused() => AssertDefect(PinDefect.MissingPrefix, Digest);

    [Theory]
    [InlineData("sha256/{0};sha256/{0}")]
    [InlineData("sha256/{0},sha256/{0}")]
    [InlineData("sha256//{0};sha256//{0}")]
    [InlineData("pin-sha256=\"{0}\"; max-age=5184000")]
    [InlineData("{0},{0}")]
    public void SeveralPins_AreRefused(string format) => AssertDefect(PinDefect.SeveralPins, string.Format(format, Digest));

    [Theory]
    [InlineData("no pin")]
    [InlineData("sha256")]
    [InlineData("sha256:")]
    [InlineData("sha3-256/AAAA")]
    [InlineData("TODO")]
    public void AnythingElse_IsUnknown(string text) => AssertDefect(PinDefect.UnknownNotation, text);

    [Theory]
    [InlineData("sha256/{0}!", PinDefect.NotBase64)]
    [InlineData("sha256/!", PinDefect.NotBase64)]
    [InlineData("sha256/a", PinDefect.WrongLength)]
    [InlineData("sha256/", PinDefect.WrongLength)]
    [InlineData("cert-sha256/", PinDefect.WrongLength)]
    [InlineData("sha256/=", PinDefect.NotBase64)]
    [InlineData("sha256/=AAA", PinDefect.NotBase64)]
    [InlineData("sha256/A===", PinDefect.NotBase64)]
    [InlineData("sha256/AA=A", PinDefect.NotBase64)]
    [InlineData("sha256/{0}=", PinDefect.NotBase64)]
    [InlineData("sha256/AAAA", PinDefect.WrongLength)]
    [InlineData("sha256/AA==", PinDefect.WrongLength)]
    [InlineData("sha256/{0}AAAA", PinDefect.NotBase64)]
    [InlineData("sha256/_-_-", PinDefect.NotBase64)]
    public void NoDigestBehindThePrefix_IsRefused(string format, object defect) => AssertDefect((PinDefect)defect, string.Format(format, Digest));

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void DigestOfAnotherLength_IsRefused(int length)
    {
        PinText pin = AssertDefect(PinDefect.WrongLength, "sha256/" + Convert.ToBase64String(new byte[length]));

        Assert.Contains($"{length} bytes", pin.Problem);
    }

    [Fact]
    public void TruncatedDigest_SaysWhatIsLeft() => Assert.Contains("30 bytes", AssertDefect(PinDefect.WrongLength, "sha256/" + Digest[..41]).Problem);

    [Fact]
    public void LostPadding_IsRewritten() => AssertRewritten(PinDefect.MissingPadding, "sha256/" + Digest.TrimEnd('='), "sha256/" + Digest);

    [Fact]
    public void UrlSafeAlphabet_IsRewritten()
    {
        const string Standard = "++//++//++//++//++//++//++//++//++//++//++8=";
        AssertRewritten(PinDefect.UrlSafeBase64, "sha256/" + Standard.Replace('+', '-').Replace('/', '_'), "sha256/" + Standard);
    }

    [Fact]
    public void SecondSpellingOfTheSameBytes_IsRefused()
    {
        // Convert takes both for 32 zero bytes.
        Assert.True(PinGrammar.Read("sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").IsValid);
        AssertDefect(PinDefect.NotCanonical, "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=");
    }

    [Fact]
    public void EveryProblem_IsAClauseWithoutFinalPeriod()
    {
        string[] texts = ["", " sha256/" + Digest, "sha256//x", "pin-sha256=x", Hex, "-----BEGIN X", "SHA256/x", Digest, "md5/x", "a;b", "x", "sha256/!", "sha256/x", "sha256/" + new string('A', 42) + "B="];
        foreach (string text in texts)
        {
            string problem = PinGrammar.Read(text).Problem!;
            Assert.DoesNotContain("\n", problem);
            Assert.False(problem.EndsWith('.'), problem);
        }
    }

    [Fact]
    public void RandomText_IsNeverAnException()
    {
        Random random = new(1);
        const string Alphabet = "sha256/cert-pin=\":;,+-_ AFg09\n\u00fc*";
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = new char[random.Next(60)];
            for (int j = 0; j < text.Length; j++)
            {
                text[j] = Alphabet[random.Next(Alphabet.Length)];
            }

            PinText pin = PinGrammar.Read(new string(text));
            Assert.NotEqual(pin.IsValid, pin.Problem is not null);
            Assert.True(pin.Suggestion is null || PinGrammar.Read(pin.Suggestion).IsValid);
        }
    }

    private static PinText AssertDefect(PinDefect defect, string? text)
    {
        PinText pin = PinGrammar.Read(text);
        Assert.Equal(defect, pin.Defect);
        Assert.False(pin.IsValid);
        Assert.Null(pin.Digest);
        Assert.Null(pin.Suggestion);
        Assert.NotEmpty(pin.Problem!);
        return pin;
    }

    private static void AssertRewritten(PinDefect defect, string text, string suggestion)
    {
        PinText pin = PinGrammar.Read(text);
        Assert.Equal(defect, pin.Defect);
        Assert.Null(pin.Digest);
        Assert.Equal(suggestion, pin.Suggestion);
        Assert.NotEmpty(pin.Problem!);
        Assert.True(PinGrammar.Read(suggestion).IsValid);
    }
}
