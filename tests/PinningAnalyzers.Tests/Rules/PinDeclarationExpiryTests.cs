using System.Threading.Tasks;
using PinningAnalyzers.Tests.Pins;
using Xunit;
using Verify = PinningAnalyzers.Tests.Verifiers.CSharpVerifier<PinningAnalyzers.Rules.PinDeclarationAnalyzer>;

namespace PinningAnalyzers.Tests.Rules;

/// <summary>PIN3003, built on 2026-06-15.</summary>
public sealed class PinDeclarationExpiryTests
{
    private const string BuildDate = "build_property.PinningBuildDate = 2026-06-15";

    [Theory]
    [InlineData("new DateTimeOffset(2026, 6, 14, 23, 59, 59, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 6, 15, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 8, 14, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 8, 14, 23, 59, 59, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 8, 15, 0, 30, 0, TimeSpan.FromHours(1))")]
    [InlineData("new DateTimeOffset(2026, 8, 15, 0, 30, 0, new TimeSpan(1, 0, 0))")]
    [InlineData("new DateTimeOffset(2026, 8, 15, 0, 30, 0, TimeSpan.FromMinutes(60))")]
    [InlineData("new DateTimeOffset(year: 2026, month: 8, day: 14, hour: 0, minute: 0, second: 0, offset: TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 8, 14, 0, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2025, 1, 1, 0, 0, 0, default)")]
    [InlineData("new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(new DateTime(2026, 8, 14))")]
    [InlineData("new DateTimeOffset(new DateTime(2026, 8, 14, 0, 0, 0, DateTimeKind.Utc))")]
    [InlineData("new DateTimeOffset(new DateTime(2026, 8, 14), TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(new DateTime(2026, 8, 15), TimeSpan.FromHours(2))")]
    [InlineData("new DateTimeOffset(new DateOnly(2026, 8, 14), TimeOnly.MinValue, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(new DateOnly(2026, 8, 14), new TimeOnly(12, 30), TimeSpan.Zero)")]
    [InlineData("new DateTime(2026, 8, 14)")]
    [InlineData("new DateTime(2026, 8, 14, 12, 0, 0)")]
    [InlineData("new DateTime(2026, 8, 14, 12, 0, 0, DateTimeKind.Utc)")]
    [InlineData("(DateTimeOffset)new DateTime(2026, 8, 14)")]
    [InlineData("DateTime.SpecifyKind(new DateTime(2026, 8, 14), DateTimeKind.Utc)")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14T00:00:00Z\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14T00:00Z\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14 12:00:00\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-15T01:00:00+02:00\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-15T01:00:00.123+02:00\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14 12:00:00 +00:00\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14T00:00:00Z\", CultureInfo.InvariantCulture)")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14\", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)")]
    [InlineData("DateTimeOffset.ParseExact(\"14.08.2026\", \"dd.MM.yyyy\", CultureInfo.InvariantCulture)")]
    [InlineData("DateTimeOffset.Parse(\"2026-08\")")]
    [InlineData("new DateOnly(2026, 8, 14).ToDateTime(TimeOnly.MaxValue)")]
    [InlineData("new DateOnly(2026, 8, 14).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)")]
    [InlineData("new DateTimeOffset(2026, 8, 14, 0, 0, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("DateTime.Parse(\"2026-08-14\")")]
    [InlineData("DateTime.ParseExact(\"20260814\", \"yyyyMMdd\", CultureInfo.InvariantCulture)")]
    [InlineData("DateTimeOffset.FromUnixTimeSeconds(1767225600)")]
    [InlineData("DateTimeOffset.UnixEpoch")]
    [InlineData("DateTimeOffset.MinValue")]
    [InlineData("default(DateTimeOffset)")]
    [InlineData("new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(6)")]
    [InlineData("new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(30)")]
    [InlineData("new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) is var date ? Field : Field", false)]
    [InlineData("Field")]
    [InlineData("local")]
    public Task PastOrNearDate_Reports(string date, bool isReported = true) => VerifyAsync(isReported ? "{|PIN3003:" + date + "|}" : date, BuildDate);

    [Theory]
    [InlineData("new DateTimeOffset(2026, 8, 15, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 8, 14, 23, 30, 0, TimeSpan.FromHours(-1))")]
    [InlineData("new DateTimeOffset(2026, 8, 14, 23, 30, 0, -TimeSpan.FromHours(1))")]
    [InlineData("new DateTimeOffset(2030, 1, 31, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTime(2026, 8, 15)")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-15\")")]
    [InlineData("DateTimeOffset.Parse(\"2026-08-14T23:00:00-02:00\")")]
    [InlineData("DateTimeOffset.MaxValue")]
    [InlineData("new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddYears(1)")]
    public Task FarDate_IsSilent(string date) => VerifyAsync(date, BuildDate);

    [Theory]
    [InlineData("null")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow.AddDays(30)")]
    [InlineData("DateTime.Today")]
    [InlineData("DateTimeOffset.Parse(text)")]
    [InlineData("DateTimeOffset.Parse(\"01/02/2026\")")]
    [InlineData("DateTimeOffset.Parse(\"nonsense\")")]
    [InlineData("new DateTimeOffset(2026, 2, 30, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(20))")]
    [InlineData("new DateTimeOffset(text.Length, 1, 1, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(2026, 1, 1, 0, 0, 0, DateTimeOffset.Now.Offset)")]
    [InlineData("flag ? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) : null")]
    [InlineData("Mutable")]
    public Task DateThatIsNotConstant_IsSilent(string date) => VerifyAsync(date, BuildDate);

    [Theory]
    [InlineData("")]
    [InlineData("build_property.PinningBuildDate = ")]
    [InlineData("build_property.PinningBuildDate = soon")]
    public Task UnknownBuildDate_IsSilent(string options) => VerifyAsync("new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)", options);

    [Theory]
    [InlineData("0", "2026-06-15", true)]
    [InlineData("0", "2026-06-16", false)]
    [InlineData("90", "2026-09-13", true)]
    [InlineData("90", "2026-09-14", false)]
    public Task ExpiryWarningDays_Decide(string days, string date, bool isReported)
    {
        string expression = $"DateTimeOffset.Parse(\"{date}\")";
        return VerifyAsync(isReported ? "{|PIN3003:" + expression + "|}" : expression, BuildDate + "\npinning.expiry_warning_days = " + days);
    }

    [Fact]
    public Task PolicyInAChain_Reports() => Verify.VerifyAnalyzerWithOptionsAsync(
        PinSource.InMethod("""
            PinValidator.CreateBuilder()
                .Pin("api.example.com", new PinPolicy { EnforceUntil = {|PIN3003:new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)|} }, A, B)
                .Build();
            PinPolicy typed = new() { EnforceUntil = {|PIN3003:new DateTime(2026, 1, 1)|} };
            """),
        BuildDate);

    [Fact]
    public Task Message_SaysWhen() => Verify.VerifyAnalyzerWithOptionsAsync(
        PinSource.InMethod("""var policy = new PinPolicy { EnforceUntil = {|#0:new DateTime(2026, 6, 14)|} }; policy = new PinPolicy { EnforceUntil = {|#1:new DateTime(2026, 6, 20)|} };"""),
        BuildDate,
        Verify.Diagnostic("PIN3003").WithLocation(0).WithArguments("2026-06-14", "1 day(s) before this build"),
        Verify.Diagnostic("PIN3003").WithLocation(1).WithArguments("2026-06-20", "5 day(s) after this build"));

    private static Task VerifyAsync(string date, string options) => Verify.VerifyAnalyzerWithOptionsAsync(
        PinSource.InClass($$"""
            private static readonly DateTimeOffset Field = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            private static DateTimeOffset Mutable = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

            public void M(bool flag, string text)
            {
                DateTimeOffset local = DateTimeOffset.Parse("2026-01-01");
                var policy = new PinPolicy { TrustPinnedLeaf = true, EnforceUntil = {{date}} };
                Mutable = local;
            }
            """),
        options);
}
