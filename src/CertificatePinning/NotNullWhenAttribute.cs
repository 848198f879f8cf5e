#if NETSTANDARD
namespace System.Diagnostics.CodeAnalysis;

/// <summary>Says when an out parameter is not null; compilers know it by name, and netstandard2.0 lacks it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
{
    /// <summary>The return value for which it holds.</summary>
    public bool ReturnValue { get; } = returnValue;
}
#endif
