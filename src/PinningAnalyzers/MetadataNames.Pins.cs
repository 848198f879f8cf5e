namespace PinningAnalyzers;

internal static partial class MetadataNames
{
    public const string CreateBuilderMethod = "CreateBuilder";
    public const string PinMethod = "Pin";
    public const string ExcludeMethod = "Exclude";
    public const string BuildMethod = "Build";
    public const string ForHostMethod = "ForHost";
    public const string ParseMethod = "Parse";
    public const string ReportOnlyProperty = "ReportOnly";
    public const string EnforceUntilProperty = "EnforceUntil";

    public const string DateTime = "System.DateTime";
    public const string DateTimeOffset = "System.DateTimeOffset";
    public const string DateOnly = "System.DateOnly";
    public const string TimeOnly = "System.TimeOnly";
    public const string TimeSpan = "System.TimeSpan";
    public const string Array = "System.Array";
}
