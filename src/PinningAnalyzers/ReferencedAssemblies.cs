using System;
using Microsoft.CodeAnalysis;

namespace PinningAnalyzers;

/// <summary>Tells what a compilation references by the names of the files: to ask it for the identities makes it bind every reference first.</summary>
internal static class ReferencedAssemblies
{
    private const int ExtensionLength = 4;

    /// <summary>Whether an assembly of one of these names is referenced.</summary>
    /// <remarks>References may be many, and whoever looks at one first waits for its memory: all names are looked for in one pass.</remarks>
    public static bool IsReferenced(this Compilation compilation, params string[] assemblies)
    {
        bool isAnyInMemory = false;
        foreach (MetadataReference reference in compilation.ExternalReferences)
        {
            if (reference is PortableExecutableReference { FilePath: { } path })
            {
                if (IsFileOfAny(path, assemblies))
                {
                    return true;
                }
            }
            else if (reference is CompilationReference project)
            {
                if (Array.IndexOf(assemblies, project.Compilation.AssemblyName) >= 0)
                {
                    return true;
                }
            }
            else
            {
                isAnyInMemory = true;
            }
        }

        return isAnyInMemory && IsBound(compilation, assemblies);
    }

    private static bool IsFileOfAny(string path, string[] assemblies)
    {
        foreach (string assembly in assemblies)
        {
            if (IsFileOf(path, assembly))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFileOf(string path, string assembly)
    {
        int start = path.Length - ExtensionLength - assembly.Length;
        return start > 0 && path[start - 1] is '/' or '\\' && string.CompareOrdinal(path, start, assembly, 0, assembly.Length) == 0;
    }

    private static bool IsBound(Compilation compilation, string[] assemblies)
    {
        foreach (AssemblyIdentity identity in compilation.SourceModule.ReferencedAssemblies)
        {
            if (Array.IndexOf(assemblies, identity.Name) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
