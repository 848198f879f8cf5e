#if NETSTANDARD
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for to compile <c>init</c>; netstandard2.0 lacks it.</summary>
internal static class IsExternalInit
{
}
#else
using System.Runtime.CompilerServices;

// A library compiled against the netstandard2.0 build names that build's own copy in its calls of init accessors; a program
// that brings the net8.0 build must find it here.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
#endif
