using System;
using CertificatePinning.Tests.Certificates;
using Xunit;

namespace CertificatePinning.Tests;

public class PinValidatorBuilderTests
{
    [Fact]
    public void EveryMethod_ReturnsTheBuilder()
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder();

        Assert.Same(builder, builder.Pin("a.test", Pins.Other));
        Assert.Same(builder, builder.Pin("b.test", new PinPolicy(), Pins.Other));
        Assert.Same(builder, builder.Exclude("c.test"));
        Assert.Same(builder, builder.RejectUnpinnedHosts());
        Assert.Same(builder, builder.ThrowOnFailure());
        Assert.Same(builder, builder.OnFailure(_ => { }));
    }

    [Fact]
    public void MalformedPin_IsRefusedAndNothingIsDeclared()
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder();

        Assert.Throws<FormatException>(() => builder.Pin("a.test", Pins.Other, "sha1/AAAA"));
        Assert.False(builder.Build().IsPinned("a.test"));
        Assert.True(builder.Pin("a.test", Pins.Other).Build().IsPinned("a.test"));
    }

    [Fact]
    public void NoPin_IsRefused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("pins", () => PinValidator.CreateBuilder().Pin("a.test"));

        Assert.Contains("'a.test'", exception.Message);
        Assert.Contains("Exclude", exception.Message);
    }

    [Fact]
    public void Null_IsRefused()
    {
        PinValidatorBuilder builder = PinValidator.CreateBuilder();

        Assert.Throws<ArgumentNullException>("hostPattern", () => builder.Pin(null!, Pins.Other));
        Assert.Throws<ArgumentNullException>("hostPattern", () => builder.Exclude(null!));
        Assert.Throws<ArgumentNullException>("policy", () => builder.Pin("a.test", (PinPolicy)null!, Pins.Other));
        Assert.Throws<ArgumentNullException>("pins", () => builder.Pin("a.test", (string[])null!));
        Assert.Throws<ArgumentNullException>("text", () => builder.Pin("a.test", Pins.Other, null!));
        Assert.Throws<ArgumentNullException>("callback", () => builder.OnFailure(null!));
    }

    [Fact]
    public void InvalidPattern_IsRefused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("hostPattern", () => PinValidator.CreateBuilder().Pin("https://a.test/", Pins.Other));

        Assert.Contains("'https://a.test/'", exception.Message);
        Assert.Contains("URL", exception.Message);
        Assert.Throws<ArgumentException>("hostPattern", () => PinValidator.CreateBuilder().Exclude("*.test"));
    }

    [Theory]
    [InlineData("a.test", "a.test")]
    [InlineData("a.test", "A.TEST.")]
    [InlineData("bücher.test", "xn--bcher-kva.test")]
    [InlineData("*.a.test", "*.A.test")]
    [InlineData("**.a.test", "**.a.test.")]
    [InlineData("[::1]", "0::1")]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1")]
    public void RepeatedPattern_IsRefused(string first, string second)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("hostPattern", () => PinValidator.CreateBuilder().Pin(first, Pins.Other).Pin(second, Pins.Another));
        Assert.StartsWith($"The host pattern '{second}' was declared before.", exception.Message);
        Assert.Throws<ArgumentException>("hostPattern", () => PinValidator.CreateBuilder().Pin(first, Pins.Other).Exclude(second));
        Assert.Throws<ArgumentException>("hostPattern", () => PinValidator.CreateBuilder().Exclude(first).Exclude(second));
    }

    [Fact]
    public void PatternsOfDifferentKind_AreNoRepetition()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin("a.test", Pins.Other).Pin("*.a.test", Pins.Other).Exclude("**.a.test").Build();

        Assert.True(validator.IsPinned("a.test"));
        Assert.True(validator.IsPinned("b.a.test"));
        Assert.False(validator.IsPinned("c.b.a.test"));
    }

    [Fact]
    public void BuiltValidator_DoesNotChangeWithTheBuilder()
    {
        string[] pins = [Pins.Other];
        PinValidatorBuilder builder = PinValidator.CreateBuilder().Pin("a.test", pins);
        PinValidator validator = builder.Build();
        pins[0] = Pins.Another;
        builder.Pin("b.test", Pins.Other).RejectUnpinnedHosts().ThrowOnFailure();

        Assert.False(validator.IsPinned("b.test"));
        Assert.Equal(Pins.Other, validator.Evaluate("a.test", null, null, default).Pins[0].ToString());
        Assert.False(validator.Validate("a.test", null, null, default));
    }

    [Fact]
    public void Host_IsAskedInAnySpelling()
    {
        PinValidator validator = PinValidator.CreateBuilder().Pin("bücher.test", Pins.Other).Exclude("a.test").Build();

        Assert.True(validator.IsPinned("BÜCHER.test."));
        Assert.True(validator.IsPinned("xn--bcher-kva.test"));
        Assert.False(validator.IsPinned("a.test"));
        Assert.False(validator.IsPinned("test"));
        Assert.Throws<ArgumentException>("host", () => validator.IsPinned("https://a.test"));
        Assert.Throws<ArgumentNullException>("host", () => validator.IsPinned(null!));
    }

    [Fact]
    public void BoundHost_MustBeAHost()
    {
        PinValidator validator = PinValidator.CreateBuilder().Build();

        Assert.Throws<ArgumentNullException>("host", () => validator.ForHost(null!));
        Assert.Throws<ArgumentException>("host", () => validator.ForHost("*.a.test"));
        ArgumentException exception = Assert.Throws<ArgumentException>("host", () => validator.ForHost("https://a.test"));
        Assert.Contains("'https://a.test'", exception.Message);
    }

    [Fact]
    public void Validators_ComparedByReference()
    {
        // .NET Framework groups connections by the hash code of the callback's target: equal ones would share a connection.
        Assert.Equal(typeof(object), typeof(PinValidator).GetMethod(nameof(GetHashCode))!.DeclaringType);
        Assert.Equal(typeof(object), typeof(HostPinValidator).GetMethod(nameof(GetHashCode))!.DeclaringType);
    }

    [Fact]
    public void MostSpecificPattern_DecidesAlone()
    {
        PinValidator validator = PinValidator.CreateBuilder()
            .Pin("**.example.com", Pins.Other)
            .Pin("**.deep.example.com", Pins.Another)
            .Pin("*.example.com", "cert-" + Pins.Other)
            .Pin("a.example.com", "cert-" + Pins.Another)
            .Exclude("*.deep.example.com")
            .Build();

        Assert.Equal("a.example.com", PatternOf(validator, "a.example.com"));
        Assert.Equal("*.example.com", PatternOf(validator, "b.example.com"));
        Assert.Equal("*.example.com", PatternOf(validator, "deep.example.com"));
        Assert.Equal("**.example.com", PatternOf(validator, "example.com"));
        Assert.Equal("**.example.com", PatternOf(validator, "x.b.example.com"));
        Assert.Equal("*.deep.example.com", PatternOf(validator, "x.deep.example.com"));
        Assert.Equal("**.deep.example.com", PatternOf(validator, "y.x.deep.example.com"));
        Assert.Null(PatternOf(validator, "com"));
        Assert.Null(PatternOf(validator, "notexample.com"));
        Assert.Null(PatternOf(validator, "a.example.com.notexample.com"));
        Assert.Single(validator.Evaluate("a.example.com", null, null, default).Pins);
    }

    private static string? PatternOf(PinValidator validator, string host) => validator.Evaluate(host, null, null, default).Pattern;
}
