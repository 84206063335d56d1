"""Emergency department cases: a differential at triage on the Bond scale; fields as in cpc.py."""

CASES = [
    dict(
        key="aortic-dissection", ages=(51, 74), persons=("man", "woman"),
        vignette="Triage note: {age}-year-old {person}, sudden severe pain between the shoulder blades while lifting a "
        "suitcase, now moving to the low back. History of hypertension, stopped tablets. BP 196/104 right arm, 158/88 "
        "left arm, HR 98, SpO2 97%. New soft diastolic murmur. ECG: no ST elevation.",
        diagnosis="Acute type A aortic dissection",
        exact=[("Acute type A aortic dissection", "abrupt migrating pain, unequal arm pressures and a new diastolic "
                "murmur"),
               ("Acute aortic dissection, probably type A", "the murmur suggests the ascending part is involved")],
        close=[("Type B aortic dissection", "pain between the shoulder blades with hypertension")],
        related=[("Intramural hematoma or penetrating aortic ulcer", "the same pain without a flap")],
        remote=[("Ruptured abdominal aortic aneurysm", "pain moving to the low back")],
        wrong=[("Acute coronary syndrome", "severe pain in a hypertensive patient"),
               ("Pulmonary embolism", "sudden onset"), ("Esophageal rupture", "pain with exertion"),
               ("Musculoskeletal back strain", "onset while lifting"), ("Nephrolithiasis", "pain in the low back")]),
    dict(
        key="pulmonary-embolism", ages=(29, 68), persons=("woman", "man"),
        vignette="Triage note: {age}-year-old {person}, collapsed briefly on the stairs, since then short of breath. "
        "Arthroscopy of the right knee 12 days ago. HR 124, BP 94/60, RR 28, SpO2 86% on room air, temperature 37.4 "
        "°C. Right calf 3 cm larger than the left. Lungs clear. ECG: sinus tachycardia, new right bundle branch block.",
        diagnosis="Acute pulmonary embolism with right ventricular strain",
        exact=[("Acute pulmonary embolism with right ventricular strain", "surgery, swollen calf, syncope, hypoxia "
                "with clear lungs"),
               ("High-risk acute pulmonary embolism", "low pressure and new right bundle branch block")],
        close=[("Fat or air embolism to the pulmonary arteries after arthroscopy", "hypoxia soon after surgery")],
        related=[("Deep venous thrombosis of the right leg", "swollen calf after surgery")],
        remote=[("Right ventricular infarction", "low pressure with clear lungs")],
        wrong=[("Tension pneumothorax", "sudden hypoxia with low pressure"),
               ("Septic arthritis with sepsis", "recent joint surgery and tachycardia"),
               ("Vasovagal syncope", "brief collapse"), ("Pneumonia", "hypoxia and tachypnea"),
               ("Cardiac tamponade", "low pressure with tachycardia")]),
    dict(
        key="ectopic", ages=(19, 41), persons=("woman",),
        vignette="Triage note: {age}-year-old {person}, lower abdominal pain for one day, now shoulder-tip pain and "
        "lightheaded on standing. Last menses about seven weeks ago, light spotting since yesterday. HR 116, BP "
        "92/58. Abdomen tender with guarding, more on the left.",
        diagnosis="Ruptured ectopic pregnancy with hemoperitoneum",
        exact=[("Ruptured ectopic pregnancy with hemoperitoneum", "missed menses, shoulder-tip pain and shock"),
               ("Ruptured tubal (ectopic) pregnancy", "pain and bleeding at seven weeks")],
        close=[("Unruptured ectopic pregnancy", "the same site; the pressure suggests more")],
        related=[("Threatened or incomplete miscarriage in early pregnancy", "spotting after missed menses")],
        remote=[("Ruptured hemorrhagic ovarian cyst", "sudden pain with guarding")],
        wrong=[("Ovarian torsion", "unilateral lower abdominal pain"), ("Appendicitis", "guarding"),
               ("Pelvic inflammatory disease", "lower abdominal tenderness"), ("Renal colic", "acute pain"),
               ("Gastroenteritis with dehydration", "pain and lightheadedness")]),
    dict(
        key="euglycemic-dka", ages=(34, 66), persons=("man", "woman"),
        vignette="Triage note: {age}-year-old {person} with type 2 diabetes, two days of nausea, vomiting and belly "
        "pain after starting a ketogenic diet. Takes metformin and empagliflozin. HR 118, BP 104/66, RR 32 and deep, "
        "SpO2 99%. Glucose 186 mg/dL. Venous pH 7.09, bicarbonate 7, lactate 1.4.",
        diagnosis="Euglycemic diabetic ketoacidosis due to an SGLT2 inhibitor",
        exact=[("Euglycemic diabetic ketoacidosis due to an SGLT2 inhibitor", "deep breathing, severe acidosis with "
                "normal lactate on empagliflozin"),
               ("Diabetic ketoacidosis with near-normal glucose from the SGLT2 inhibitor", "check "
                "beta-hydroxybutyrate now")],
        close=[("Diabetic ketoacidosis", "acidosis in a patient with diabetes, though glucose is only 186")],
        related=[("Starvation ketoacidosis", "ketogenic diet and vomiting")],
        remote=[("Toxic alcohol ingestion with acidosis", "anion gap without lactate")],
        wrong=[("Metformin-associated lactic acid accumulation", "acidosis on metformin"),
               ("Acute pancreatitis", "vomiting and belly pain"), ("Sepsis", "tachypnea and tachycardia"),
               ("Small-bowel obstruction", "vomiting and pain"), ("Pulmonary embolism", "tachypnea")]),
    dict(
        key="mesenteric-ischemia", ages=(67, 88), persons=("woman", "man"),
        vignette="Triage note: {age}-year-old {person}, four hours of agonizing abdominal pain, one loose stool. "
        "Atrial fibrillation, apixaban stopped a week ago for a dental extraction. HR 112 irregular, BP 138/82. "
        "Abdomen soft with little tenderness although the patient cannot lie still. Lactate 4.6.",
        diagnosis="Acute mesenteric ischemia from superior mesenteric artery embolism",
        exact=[("Acute mesenteric ischemia from superior mesenteric artery embolism", "pain out of proportion, atrial "
                "fibrillation without anticoagulation, raised lactate"),
               ("Embolism of the superior mesenteric artery with bowel ischemia", "interrupted apixaban")],
        close=[("Thrombosis of the superior mesenteric artery or vein with ischemia", "the same picture, slower as a "
                "rule")],
        related=[("Ischemic colitis", "loose stool and vascular risk")],
        remote=[("Renal or splenic artery infarction", "atrial fibrillation and sudden pain")],
        wrong=[("Acute pancreatitis", "severe pain with a soft belly"), ("Perforated ulcer", "sudden pain"),
               ("Small-bowel obstruction", "severe colic"), ("Inferior myocardial infarction", "age and pain"),
               ("Acute cholecystitis", "upper abdominal pain")]),
    dict(
        key="meningitis", ages=(24, 69), persons=("man", "woman"),
        vignette="Triage note: {age}-year-old {person}, ear pain for five days, since this morning fever, headache and "
        "vomiting; now drowsy. Temperature 39.6 °C, HR 122, BP 106/64, GCS 12. Neck cannot be flexed. Pus in the left "
        "ear canal. No rash.",
        diagnosis="Acute bacterial meningitis due to Streptococcus pneumoniae, from otitis media",
        exact=[("Acute bacterial meningitis due to Streptococcus pneumoniae, from otitis media", "fever, rigid neck "
                "and drowsiness after ear infection"),
               ("Acute bacterial meningitis, pneumococcal (Streptococcus pneumoniae) until proven otherwise",
                "antibiotics and dexamethasone before imaging")],
        close=[("Bacterial brain abscess or subdural empyema from otitis media", "spread from the ear")],
        related=[("Meningitis of viral origin or encephalitis", "fever, headache and drowsiness")],
        remote=[("Mastoiditis with sepsis from otitis", "pus in the ear canal and fever")],
        wrong=[("Subarachnoid hemorrhage", "headache, vomiting and stiff neck"), ("Migraine", "headache, vomiting"),
               ("Influenza", "fever and headache"), ("Alcohol withdrawal", "drowsy and tachycardic"),
               ("Diabetic hyperosmolar state", "drowsiness")]),
    dict(
        key="diverticulitis", ages=(44, 79), persons=("man", "woman"),
        vignette="Triage note: {age}-year-old {person}, three days of pain in the left lower abdomen, today much worse "
        "after a jolt in the car. On prednisone 15 mg for polymyalgia. Temperature 38.3 °C, HR 110, BP 118/70. Rigid "
        "abdomen. Last colonoscopy: many sigmoid diverticula.",
        diagnosis="Perforated sigmoid diverticulitis with peritonitis",
        exact=[("Perforated sigmoid diverticulitis with peritonitis", "left-sided pain, then rigidity, on prednisone"),
               ("Perforated diverticulitis of the sigmoid colon", "sudden worsening with a rigid abdomen")],
        close=[("Sigmoid diverticulitis with abscess", "fever and pain; rigidity suggests free air")],
        related=[("Perforated colon cancer with peritonitis", "age and site")],
        remote=[("Perforated gastric ulcer with peritonitis on prednisone", "rigid abdomen")],
        wrong=[("Mesenteric ischemia", "severe pain"), ("Volvulus", "acute abdomen"),
               ("Ruptured aortic aneurysm", "sudden worsening"), ("Pyelonephritis", "fever with flank pain"),
               ("Adrenal crisis", "abdominal pain on steroids")]),
    dict(
        key="digoxin", ages=(71, 90), persons=("woman", "man"),
        vignette="Triage note: {age}-year-old {person} from a nursing home, four days of nausea and yellow-tinged "
        "vision, more confused today. Started clarithromycin a week ago; takes digoxin, furosemide and bisoprolol. HR "
        "38 irregular, BP 102/58. Potassium 5.9, creatinine 2.4 (was 1.2). ECG: atrial tachycardia with high-grade "
        "block.",
        diagnosis="Digoxin toxicity with acute kidney injury and clarithromycin interaction",
        exact=[("Digoxin toxicity with acute kidney injury and clarithromycin interaction", "xanthopsia, nausea, "
                "atrial tachycardia with block and high potassium"),
               ("Digoxin toxicity from kidney injury and a clarithromycin interaction", "digoxin antibody is "
                "indicated")],
        close=[("Digoxin effect combined with beta-blocker toxicity", "slow pulse on two agents")],
        related=[("Beta-blocker toxicity with acute kidney injury", "slow pulse and low pressure")],
        remote=[("Hyperkalemia from kidney injury with conduction block", "potassium of 5.9")],
        wrong=[("Inferior myocardial infarction", "slow pulse and nausea"), ("Urosepsis", "confusion in a nursing "
                                                                                          "home"),
               ("Stroke", "visual change and confusion"), ("Hypothyroidism", "slow pulse"),
               ("Gastroenteritis", "days of nausea")]),
]
