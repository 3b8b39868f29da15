/// The files of the book that `book new` makes.
enum NewBook {
  static let chapters = [
    "book.yml": """
    title: A new book
    subtitle: Prose, code and what it prints
    description: |
      Chapters are files in this folder, in the order of their names. Change one, and run
      `book build` again.
    language: en
    # Modules that each cell imports without saying so.
    imports: [Figures, Foundation]

    """,
    "01-start.md": #"""
    ---
    title: A first chapter
    summary: A cell, a figure, and a number that the prose takes from them.
    ---

    A fence marked `swift` is a cell. It runs when the book is built, and the page shows what it
    prints:

    ```swift
    let squares = (1...10).map { $0 * $0 }
    print(squares)
    ```

    Their sum is `{swift} squares.reduce(0, +)`, as $\sum_{i=1}^{n} i^2 = n(n+1)(2n+1)/6$ says.
    @fig-squares shows how they grow.

    ```swift
    //| label: fig-squares
    //| caption: The first ten squares.
    //| hide: input
    show(
      Plot(
        title: "Squares", x: Axis("n", isWhole: true), y: Axis("n²"),
        marks: [Line(x: Array(1...10), y: squares.map(Double.init))]))
    ```

    """#,
    "02-more.md": #"""
    ---
    title: A second chapter
    summary: Declarations of its own, a table, and an exercise.
    ---

    Each chapter is a program of its own. @fig-squares stands in the first one.

    ```swift
    func isPrime(_ n: Int) -> Bool {
      n > 1 && (2..<n).allSatisfy { n % $0 != 0 }
    }
    ```

    ```swift
    //| label: tbl-primes
    //| caption: How many primes there are up to a number.
    //| hide: input
    show(
      rows: [10, 100, 1000].map { limit in
        [limit, (1...limit).filter(isPrime).count]
      }, columns: ["up to", "primes"])
    ```

    ## An exercise

    Make this function return the first prime above `n`.

    ```swift
    //| exercise: next-prime
    func nextPrime(after n: Int) -> Int {
      n
    }
    ```

    ```swift
    //| check: next-prime
    guard nextPrime(after: 13) == 17 else {
      fatalError("the first prime above 13 is 17")
    }
    ```

    ```swift
    //| solution: next-prime
    func nextPrime(after n: Int) -> Int {
      var candidate = n + 1
      while !isPrime(candidate) { candidate += 1 }
      return candidate
    }
    ```

    """#,
  ]

  static let ignoredByGit = """
    /output/
    /.build-book/
    /.build-site-*

    """
}
