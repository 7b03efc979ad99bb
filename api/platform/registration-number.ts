/** 'T' and thirteen digits: how an issuer of qualified invoices is registered. The first digit checks the other twelve. */
const form = /^T([1-9])(\d{12})$/

/**
 * What is wrong with a registration number (登録番号) of a body that has a corporate number (法人番号); undefined where
 * nothing is. The check digit is 9 less the rest by 9 of the twelve digits, each second one from the right counted twice
 * (平成26年財務省令第70号 第2条).
 */
export function registrationNumberProblem(text: string): 'form' | 'check_digit' | undefined {
  const [, checkDigit, digits] = form.exec(text) ?? []
  if (checkDigit === undefined || digits === undefined) return 'form'
  const sum = [...digits].reduce((so, digit, index) => so + Number(digit) * (index % 2 === 0 ? 2 : 1), 0)
  return Number(checkDigit) === 9 - (sum % 9) ? undefined : 'check_digit'
}
