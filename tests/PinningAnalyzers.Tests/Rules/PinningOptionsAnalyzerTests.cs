using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinningOptionsAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

public sealed class PinningOptionsAnalyzerTests
{
    [Theory]
    [InlineData("pinning.minimum_pins", "two")]
    [InlineData("pinning.minimum_pins", "0")]
    [InlineData("pinning.minimum_pins", "-1")]
    [InlineData("pinning.expiry_warning_days", "soon")]
    [InlineData("pinning.analyze_test_projects", "yes")]
    [InlineData("pinning.allow_in_debug", "1")]
    [InlineData("pinning.exempt_hosts", "https://example.com")]
    [InlineData("pinning.exempt_hosts", "example.com:8080")]
    [InlineData("pinning.validators", "T:MyApp.Pins")]
    public Task ValueThatCannotBeUsed_ReportsOnceAtTheFile(string key, string value)
    {
        var test = new Verify.Test { TestCode = "class A { }" };
        test.TestState.Sources.Add("class B { }");
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{key} = {value}"));
        test.TestBehaviors |= TestBehaviors.SkipSuppressionCheck;
        test.ExpectedDiagnostics.Add(Verify.Diagnostic("PIN0001").WithSpan(1, 1, 1, 1).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithMessage(null));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("pinning.minimum_pins", "3")]
    [InlineData("pinning.expiry_warning_days", "0")]
    [InlineData("pinning.analyze_test_projects", "True")]
    [InlineData("pinning.allow_in_debug", "false")]
    [InlineData("pinning.exempt_hosts", "localhost, *.internal.example, 10.0.0.1")]
    [InlineData("pinning.validators", "M:MyApp.Pins.Validate(System.Object), Pins.Check")]
    public Task UsableValue_IsSilent(string key, string value) => Verify.VerifyAnalyzerWithOptionsAsync("class A { }", $"{key} = {value}");
}
