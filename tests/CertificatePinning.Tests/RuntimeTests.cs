using System;
using System.Reflection;
using System.Runtime.Versioning;
using Xunit;

namespace CertificatePinning.Tests;

public class RuntimeTests
{
    [Fact]
    public void Tests_RunOnTheRuntimeThatTheyAreBuiltFor()
    {
        // Otherwise a run with -p:TestRuntime=net8.0 might be one on a newer runtime, and show nothing.
        TargetFrameworkAttribute framework = typeof(RuntimeTests).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!;
        Assert.Equal($".NETCoreApp,Version=v{Environment.Version.Major}.0", framework.FrameworkName);
    }
}
