using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PinningAnalyzers.Benchmarks.Corpus;

/// <summary>The time for which this very thread ran, where the system tells; else the time on the wall, in which other programs have their share.</summary>
internal static partial class ThreadTime
{
    private const int ThreadCpuClock = 3;

    public static long Nanoseconds()
    {
        if (OperatingSystem.IsLinux() && ReadClock(ThreadCpuClock, out TimeSpec time) == 0)
        {
            return ((long)time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }

        return Stopwatch.GetElapsedTime(0).Ticks * TimeSpan.NanosecondsPerTick;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;

        public nint Nanoseconds;
    }
}
