using System.Threading.Tasks;
using PinningAnalyzers.CodeFixes;
using PinningAnalyzers.Rules;
using PinningAnalyzers.Tests.Pins;
using PinningAnalyzers.Tests.Verifiers;
using Xunit;

namespace PinningAnalyzers.Tests.Fixes;

public sealed class MalformedPinFixerTests
{
    private const string Good = "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=";

    [Theory]
    [InlineData("\"sha256//pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"", Good)]
    [InlineData("\"pin-sha256=\\\"pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\\\"\"", Good)]
    [InlineData("\"pin-sha256=\\\"pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\\\";\"", Good)]
    [InlineData("@\"pin-sha256=\"\"pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"\"\"", Good)]
    [InlineData("\"pin-sha256=pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"", Good)]
    [InlineData("\"A6:74:17:F6:E8:E8:A0:63:40:1C:38:01:BC:FA:3E:53:3E:D6:70:C8:66:10:44:02:33:49:32:94:06:97:71:18\"", "cert-" + Good)]
    [InlineData("\"a67417f6e8e8a063401c3801bcfa3e533ed670c8661044023349329406977118\"", "cert-" + Good)]
    [InlineData("\"SHA256 Fingerprint=A6:74:17:F6:E8:E8:A0:63:40:1C:38:01:BC:FA:3E:53:3E:D6:70:C8:66:10:44:02:33:49:32:94:06:97:71:18\"", "cert-" + Good)]
    [InlineData("\"SHA256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"", Good)]
    [InlineData("\" sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"", Good)]
    [InlineData("\"sha256/pnQX9ujooGNAHDgBvPo-Uz7WcMhmEEQCM0kylAaXcRg=\"", Good)]
    [InlineData("\"sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg\"", Good)]
    public Task RecognisedNotation_OffersFix(string before, string after) => VerifyAsync(
        PinSource.InMethod($$"""given.Pin("api.example.com", /* leaf */ {|PIN3001:{{before}}|} /* until May */, B);"""),
        PinSource.InMethod($$"""given.Pin("api.example.com", /* leaf */ "{{after}}" /* until May */, B);"""));

    [Theory]
    [InlineData("\"sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=\"")]
    [InlineData("\"nonsense\"")]
    [InlineData("\"sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRh=\"")]
    [InlineData("\"DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09\"")]
    [InlineData("\"pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"")]
    [InlineData("\"sha256//\" + \"pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"")]
    public Task DoubtfulText_OffersNoFix(string pin)
    {
        string source = PinSource.InMethod($$"""given.Pin("api.example.com", {|PIN3001:{{pin}}|}, B);""");
        return VerifyAsync(source, source);
    }

    [Fact]
    public async Task TwoDocuments_AreFixedTogether()
    {
        const string other = """
            using CertificatePinning;

            public class Other
            {
                public void M() => CertificatePin.Parse(PIN);
            }
            """;
        Test test = NewTest(
            PinSource.InMethod("""given.Pin("a.b", {|PIN3001:"sha256//pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg="|}, {|PIN3001:"sha256//5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE="|});"""),
            PinSource.InMethod("""given.Pin("a.b", "sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=", "sha256/5KAfV22RO4cRq4Ji8cpW5yE0MrXsQCwnXBrVIzB+mDE=");"""));
        test.TestState.Sources.Add(other.Replace("PIN)", "{|PIN3001:\"sha256//pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\"|})"));
        test.FixedState.Sources.Add(other.Replace("PIN)", "\"sha256/pnQX9ujooGNAHDgBvPo+Uz7WcMhmEEQCM0kylAaXcRg=\")"));
        test.CodeActionEquivalenceKey = MalformedPinFixer.EquivalenceKey;
        await test.RunAsync();
    }

    private static Task VerifyAsync(string before, string after) => NewTest(before, after).RunAsync();

    private static Test NewTest(string before, string after) => new() { TestCode = before, FixedCode = after };

    private sealed class Test : CSharpFixTest<PinDeclarationAnalyzer, MalformedPinFixer>;
}
