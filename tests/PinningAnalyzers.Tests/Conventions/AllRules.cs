using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PinningAnalyzers.Tests.Conventions;

/// <summary>Every rule and every fix that the package ships, found as the compiler finds them.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. InstancesOf<DiagnosticAnalyzer>(typeof(PinningDiagnosticAnalyzer).Assembly)];

    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
        [.. InstancesOf<CodeFixProvider>(CodeFixesAssembly)];

    /// <summary>One descriptor a rule, in the order of the identifiers.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(descriptor => descriptor.Id).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    public static Assembly CodeFixesAssembly => Assembly.Load("PinningAnalyzers.CodeFixes");

    public static bool HasFix(string id) => Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    private static IEnumerable<T> InstancesOf<T>(Assembly assembly) => assembly
        .GetTypes()
        .Where(type => type is { IsAbstract: false } && typeof(T).IsAssignableFrom(type))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => (T)Activator.CreateInstance(type)!);
}
