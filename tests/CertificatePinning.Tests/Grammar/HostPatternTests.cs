using Xunit;

namespace CertificatePinning.Tests.Grammar;

public class HostPatternTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("EXAMPLE.com", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("localhost", "localhost")]
    [InlineData("LocalHost.", "localhost")]
    [InlineData("a_b.example.com", "a_b.example.com")]
    [InlineData("1a.example.com", "1a.example.com")]
    [InlineData("host.1a", "host.1a")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("XN--BCHER-KVA.example", "xn--bcher-kva.example")]
    [InlineData("bücher。example。", "xn--bcher-kva.example")]
    [InlineData("ｅｘａｍｐｌｅ.com", "example.com")]
    [InlineData("\u212aelvin.example", "kelvin.example")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1.", "127.0.0.1")]
    [InlineData("127.1", "127.0.0.1")]
    [InlineData("0x7f.0.0.1", "127.0.0.1")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("１２７.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("0:0:0:0:0:0:0:1", "::1")]
    [InlineData("2001:DB8::00FF", "2001:db8::ff")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("[fe80::1%25]", "fe80::1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("bücher_1.example", "xn--bcher_1-n2a.example")]
    [InlineData("host9.example", "host9.example")]
    [InlineData("10.0", "10.0.0.0")]
    [InlineData("10.9", "10.0.0.9")]
    [InlineData("9.0.0.9.", "9.0.0.9")]
    [InlineData("0::A", "::a")]
    [InlineData("::1%lo", "::1")]
    public void Host_HasOneForm(string text, string canonical)
    {
        HostPattern pattern = HostPattern.Read(text);

        Assert.True(pattern.IsValid, pattern.Problem);
        Assert.Equal(HostPatternKind.Exact, pattern.Kind);
        Assert.Equal(canonical, pattern.Host);
        Assert.Equal(canonical, pattern.Canonical);
        Assert.Equal(canonical, HostPattern.ReadHost(text).Host);
        Assert.Null(pattern.Problem);
    }

    [Theory]
    [InlineData("example.com:443", "example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("[::1]:443", "[::1]")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("::1", "::1")]
    [InlineData(":443", "")]
    public void Port_IsNoPartOfAHost(string authority, string host) => Assert.Equal(host, HostName.WithoutPort(authority));

    /// <summary>Punycode turns letters of other widths into ASCII ones, and so into characters that no host has.</summary>
    [Theory]
    [InlineData("example.com\uff0fpath")]
    [InlineData("example.com\uff1a443")]
    [InlineData("user\uff20example.com")]
    [InlineData("exam\uff05ple.com")]
    [InlineData("\uff0a.example.com")]
    [InlineData("exam\uff3bple.com")]
    public void WideDelimiter_IsRefusedLikeTheNarrowOne(string text)
    {
        Assert.False(HostName.TryCanonicalize(text, out _, out HostDefect defect));
        Assert.NotEqual(HostDefect.None, defect);
        Assert.False(HostPattern.Read(text).IsValid);
    }

    [Fact]
    public void NoText_IsNoHost()
    {
        Assert.False(HostName.TryCanonicalize(null, out string canonical, out HostDefect defect));
        Assert.Equal(HostDefect.Empty, defect);
        Assert.Empty(canonical);
    }

    [Fact]
    public void PatternWhereOneHostIsNeeded_SaysSo() => Assert.Contains("it is a pattern where one host is needed", HostPattern.ReadHost("*.example.com").Problem);

    [Fact]
    public void Suffixes_AreEqualByTheirText()
    {
        Assert.True(new HostSuffix("a.example.com", 2).Equals(new HostSuffix("example.com", 0)));
        Assert.False(new HostSuffix("a.example.com", 2).Equals(new HostSuffix("example.org", 0)));
        Assert.False(new HostSuffix("a.example.com", 2).Equals(new HostSuffix("example.com.au", 0)));
    }

    [Fact]
    public void CanonicalHost_IsTheSameText()
    {
        const string Host = "api-1.a_b.example.com";
        Assert.True(HostName.TryCanonicalize(Host, out string canonical, out _));
        Assert.Same(Host, canonical);
    }

    [Theory]
    [InlineData("*.example.com", "*.example.com")]
    [InlineData("*.EXAMPLE.com.", "*.example.com")]
    [InlineData("**.example.com", "**.example.com")]
    [InlineData("**.bücher.example", "**.xn--bcher-kva.example")]
    public void Wildcard_HasOneForm(string text, string canonical) => Assert.Equal(canonical, HostPattern.Read(text).Canonical);

    [Theory]
    [InlineData(null, HostDefect.Empty)]
    [InlineData("", HostDefect.Empty)]
    [InlineData(" ", HostDefect.Empty)]
    [InlineData("*.", HostDefect.Empty)]
    [InlineData("**.", HostDefect.Empty)]
    [InlineData("10.0.0.1%5", HostDefect.InvalidCharacter)]
    [InlineData("a\u007f.example", HostDefect.InvalidCharacter)]
    [InlineData("bücher\u007f.example", HostDefect.InvalidCharacter)]
    [InlineData("://example.com", HostDefect.Scheme)]
    [InlineData("example.com ", HostDefect.WhiteSpace)]
    [InlineData("exa mple.com", HostDefect.WhiteSpace)]
    [InlineData("example.com\u00a0", HostDefect.WhiteSpace)]
    [InlineData("https://example.com", HostDefect.Scheme)]
    [InlineData("https://bücher.example", HostDefect.Scheme)]
    [InlineData("https://example.com:443/path", HostDefect.Scheme)]
    [InlineData("example.com/path", HostDefect.Path)]
    [InlineData("example.com:443/path", HostDefect.Path)]
    [InlineData("example.com?query", HostDefect.Path)]
    [InlineData("example.com#fragment", HostDefect.Path)]
    [InlineData("example.com\\path", HostDefect.Path)]
    [InlineData("user@example.com", HostDefect.UserName)]
    [InlineData("example.com:443", HostDefect.Port)]
    [InlineData("[::1]:443", HostDefect.InvalidCharacter)]
    [InlineData("127.0.0.1:443", HostDefect.Port)]
    [InlineData("::1/64", HostDefect.Path)]
    [InlineData(".example.com", HostDefect.EmptyLabel)]
    [InlineData("example..com", HostDefect.EmptyLabel)]
    [InlineData("example.com..", HostDefect.EmptyLabel)]
    [InlineData(".", HostDefect.EmptyLabel)]
    [InlineData("..", HostDefect.EmptyLabel)]
    [InlineData("*..example.com", HostDefect.EmptyLabel)]
    [InlineData("*", HostDefect.MisplacedAsterisk)]
    [InlineData("**", HostDefect.MisplacedAsterisk)]
    [InlineData("*example.com", HostDefect.MisplacedAsterisk)]
    [InlineData("a.*.example.com", HostDefect.MisplacedAsterisk)]
    [InlineData("example.*", HostDefect.MisplacedAsterisk)]
    [InlineData("***.example.com", HostDefect.MisplacedAsterisk)]
    [InlineData("*.*.example.com", HostDefect.MisplacedAsterisk)]
    [InlineData("*.**.example.com", HostDefect.MisplacedAsterisk)]
    [InlineData("*.com", HostDefect.WildcardOverSingleLabel)]
    [InlineData("**.com", HostDefect.WildcardOverSingleLabel)]
    [InlineData("*.com.", HostDefect.WildcardOverSingleLabel)]
    [InlineData("*.127.0.0.1", HostDefect.WildcardOverAddress)]
    [InlineData("**.0.0.1", HostDefect.WildcardOverAddress)]
    [InlineData("*.::1", HostDefect.WildcardOverAddress)]
    [InlineData("exam!ple.com", HostDefect.InvalidCharacter)]
    [InlineData("exam\u0001ple.com", HostDefect.InvalidCharacter)]
    [InlineData("exam%ple.com", HostDefect.InvalidCharacter)]
    [InlineData("\ud800.example.com", HostDefect.NoAsciiForm)]
    public void NoPattern_IsRefused(string? text, object defect)
    {
        HostPattern pattern = HostPattern.Read(text);

        Assert.Equal((HostDefect)defect, pattern.Defect);
        Assert.False(pattern.IsValid);
        Assert.NotEmpty(pattern.Problem!);
        Assert.False(pattern.Problem!.EndsWith('.'));
        Assert.False(pattern.Matches("example.com"));
    }

    [Theory]
    [InlineData("https://api.example.com", "api.example.com")]
    [InlineData("https://api.example.com/", "api.example.com")]
    [InlineData("https://api.example.com:8443/v1?x=1#y", "api.example.com")]
    [InlineData("https://user:secret@api.example.com/", "api.example.com")]
    [InlineData("https://good.example@evil.example", "evil.example")]
    [InlineData("https://*.example.com/", "*.example.com")]
    [InlineData("https://[::1]:8443/", "[::1]")]
    [InlineData("https://bücher.example/", "bücher.example")]
    [InlineData("api.example.com:443", "api.example.com")]
    [InlineData("api.example.com/v1", "api.example.com")]
    [InlineData("api.example.com?x", "api.example.com")]
    [InlineData(" api.example.com ", "api.example.com")]
    [InlineData("user@api.example.com", "api.example.com")]
    [InlineData("https://*.com/", null)]
    [InlineData("https:///path", null)]
    [InlineData("https://a b/", null)]
    [InlineData("api example com", null)]
    [InlineData("*.com", null)]
    [InlineData("api..example.com", null)]
    public void WhatSurroundsAHost_IsTakenAway(string text, string? suggestion)
    {
        Assert.Equal(suggestion, HostPattern.Read(text).Suggestion);
        Assert.True(suggestion is null || HostPattern.Read(suggestion).IsValid);
    }

    [Theory]
    [InlineData("*.example.com")]
    [InlineData("**.example.com")]
    [InlineData("*.com")]
    [InlineData("a.*.com")]
    [InlineData("*")]
    public void PatternWhereAHostIsAsked_IsRefused(string text) => Assert.Equal(HostDefect.WildcardNotAllowed, HostPattern.ReadHost(text).Defect);

    [Fact]
    public void UrlWhereAHostIsAsked_IsRefused()
    {
        Assert.Equal(HostDefect.Scheme, HostPattern.ReadHost("https://example.com").Defect);
        Assert.Equal("example.com", HostPattern.ReadHost("https://example.com").Suggestion);
        Assert.Equal(HostDefect.Empty, HostPattern.ReadHost(null).Defect);
    }

    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", "a.example.com", false)]
    [InlineData("example.com", "anexample.com", false)]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("*.example.com", "example.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.b.example.com", false)]
    [InlineData("*.example.com", "a.example.com.notexample.com", false)]
    [InlineData("*.example.com", "notexample.com", false)]
    [InlineData("*.example.com", "a.notexample.com", false)]
    [InlineData("*.example.com", "ple.com", false)]
    [InlineData("*.example.com", "com", false)]
    [InlineData("**.example.co.uk", "example.co.uk", true)]
    [InlineData("**.example.co.uk", "foo.example.co.uk", true)]
    [InlineData("**.example.co.uk", "foo.bar.baz.example.co.uk", true)]
    [InlineData("**.example.co.uk", "uk", false)]
    [InlineData("**.example.co.uk", "co.uk", false)]
    [InlineData("**.example.co.uk", "anotherexample.co.uk", false)]
    [InlineData("**.example.co.uk", "foo.anotherexample.co.uk", false)]
    [InlineData("**.example.co.uk", "xample.co.uk", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("[::1]", "::1", true)]
    public void Pattern_Covers(string pattern, string host, bool expected)
    {
        Assert.Equal(expected, HostPattern.Read(pattern).Matches(host));
        Assert.Equal(expected, PinValidator.CreateBuilder().Pin(pattern, Certificates.Pins.Other).Build().IsPinned(host));
    }

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("example.com:8443", "example.com")]
    [InlineData("127.0.0.1:8443", "127.0.0.1")]
    [InlineData("[::1]:8443", "[::1]")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("::1", "::1")]
    public void Port_IsTakenOffAnAuthority(string authority, string host) => Assert.Equal(host, HostName.WithoutPort(authority));
}
