using Microsoft.CodeAnalysis;

namespace PinningAnalyzers;

/// <summary>Tells what a compilation references by the names of the files: to ask it for the identities makes it bind every reference first.</summary>
internal static class ReferencedAssemblies
{
    private const int ExtensionLength = 4;

    /// <summary>Whether an assembly of this name is referenced.</summary>
    public static bool IsReferenced(this Compilation compilation, string assembly)
    {
        bool isAnyInMemory = false;
        foreach (MetadataReference reference in compilation.ExternalReferences)
        {
            if (reference is PortableExecutableReference { FilePath: { } path })
            {
                if (IsFileOf(path, assembly))
                {
                    return true;
                }
            }
            else if (reference is CompilationReference project)
            {
                if (project.Compilation.AssemblyName == assembly)
                {
                    return true;
                }
            }
            else
            {
                isAnyInMemory = true;
            }
        }

        return isAnyInMemory && IsBound(compilation, assembly);
    }

    private static bool IsFileOf(string path, string assembly)
    {
        int start = path.Length - ExtensionLength - assembly.Length;
        return start > 0 && path[start - 1] is '/' or '\\' && string.CompareOrdinal(path, start, assembly, 0, assembly.Length) == 0;
    }

    private static bool IsBound(Compilation compilation, string assembly)
    {
        foreach (AssemblyIdentity identity in compilation.SourceModule.ReferencedAssemblies)
        {
            if (identity.Name == assembly)
            {
                return true;
            }
        }

        return false;
    }
}
